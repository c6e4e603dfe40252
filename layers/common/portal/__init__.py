"""The shared layer: what a patient portal knows, apart from HTTP (functions/) and the web (web/)."""
