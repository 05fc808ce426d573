"""What is drawn as text: tables, bars, the stages of a request."""
