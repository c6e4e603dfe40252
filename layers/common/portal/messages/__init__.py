"""Messages between an account and a practice, about one chart (F1 to F5). Nobody else's account learns of them (C5)."""
