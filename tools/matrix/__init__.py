"""The suite in process, on every Python and with the oldest and newest libraries allowed."""
