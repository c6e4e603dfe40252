"""The cloud on a laptop: `make run` is `python -m local`. Glue around MiniStack and the SAM CLI, no emulator."""
