"""What the bot says to maintainers: a file for each subject, its three languages side by side."""
