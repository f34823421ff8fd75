### The public list of shows.

lobby-title = Next shows
lobby-how = To enter, open the personal link from your invitation.
lobby-empty-title = No public shows at the moment
lobby-empty-text = If you were invited, open your personal link.
lobby-failed-title = The list does not load
lobby-failed-text = Check your connection, then try again.
lobby-languages = You can listen in
lobby-no-time = The date follows
