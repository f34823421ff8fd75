### Preparing a show: signing in, a new show, the people of a show, what is due; and entering by a code.

prepare-title = Prepare
prepare-sign-in-text = Sign in with the administrator's token. It was shown when the server first started, and stands in its data folder.
prepare-sign-in-wrong = This token is not known here. Copy it again, whole and without blanks.
prepare-token = Administrator's token
prepare-sign-in = Sign in
prepare-sign-out = Sign out
prepare-all-shows = All shows
prepare-failed-title = The page does not load
prepare-failed-text = Check your connection and that your link is a host's, then try again.
prepare-new = New show
prepare-no-shows = No show yet
prepare-no-shows-text = Make the first one; the next ones can be copies of it.
prepare-refused = The server did not take that
prepare-refused-lost = The server cannot be reached. Check your connection, then try again; nothing you wrote is lost.
prepare-refused-show_exists = There is a show with this address already. Choose another.
prepare-refused-storage_unavailable = Nothing can be saved at the moment. Try again in a moment; nothing you wrote is lost.
prepare-refused-mail_off = No mail server is configured. Copy the mail instead.
prepare-refused-busy = The server is busy. Try again in a moment.
prepare-refused-no_such_person = She is not on the list any more. Load the page again.
prepare-people = People
prepare-counts = { $invited } invited · { $opened } opened · { $ready } ready
prepare-add = Add a person
prepare-import = Paste people or choose a file
prepare-nobody = Nobody is invited yet
prepare-nobody-text = Paste rows from a spreadsheet, choose a CSV file, or add people one by one.
prepare-open = Prepare
remove = Remove

plan-like = Begin with
plan-like-none = An empty show
plan-languages = Languages
plan-languages-hint = Short names such as de, zh, en. Each is a channel.
plan-words = Title and text
plan-title = Title · { $language }
plan-text = What it is about · { $language }
plan-times = When
plan-starts = Begins, on your clock
plan-ends = Ends, on your clock
plan-zones = Places whose clocks are shown
plan-zones-hint = Such as Europe/Berlin, Asia/Shanghai
plan-booths = Booths
plan-booth-languages = Languages of booth { $number }
plan-booth-seats = Seats
plan-booth-works = Works
plan-works-by_turns = By turns
plan-works-by_direction = By direction
plan-booth-sign = Signs
plan-booth-remove = Remove booth { $number }
plan-booth-add = Add a booth
plan-interlock = Who may take an occupied channel
plan-id = Address
plan-id-hint = Small letters, digits and dashes; empty: one that nobody can guess.
plan-public = Show it in the public list
plan-public-hint = Entering needs a link in any case.
plan-make = Make the show
plan-missing-languages = Name at least one language.
plan-missing-title = Write a title in at least one language.
plan-missing-end = The end must be after the beginning.
plan-missing-booth = Each booth needs two or more of the show's languages.

person-opened = opened
person-checked = checked
person-ready = ready
person-not-opened = not opened
person-not-checked = not checked
person-not-ready = not ready
person-withdrawn = Link taken back
person-withdrawn-text = The link was taken back and opens nothing. Make a new one to invite again.
person-late = Late: { $paper }
person-link = Link and mail
person-link-of = Link and mail of { $name }
person-expires = Link and code are good until { $time }.
person-link-label = Personal link
person-code-label = Code to read out
person-code-hint = Typed at { $page }; no two of its signs look alike.
person-qr = QR code
person-qr-of = QR code with the link of { $name }
person-mail = Mail to copy
person-mail-open = Open in the mail program
person-mail-send = Send the mail
person-mailed = Sent on { $time }.
person-mail-late = The mail server did not answer in time. Try again, or copy the mail.
person-mail-refused = The mail server refused it. Check the address, or copy the mail.
person-mail-failed = The mail server cannot be reached. Try again later, or copy the mail.
person-mail-not-sent = Mail not sent
person-mail-to = To
person-mail-subject = Subject
person-mail-text = Text
person-handed-in = Has arrived
person-withdraw = Take the link back
person-withdraw-title = Take back the link of { $name }?
person-withdraw-text = Link and code open nothing any more. Whoever is in by them leaves at once.
person-replace = Make a new link
person-replace-title = A new link for { $name }?
person-replace-text = The old link and code open nothing any more. Whoever is in by them leaves at once.
person-drop = Remove from the list
person-drop-title = Remove { $name } from the list?
person-drop-text = Link and code open nothing any more. Whoever is in by them leaves at once.

paper-deck = Slides
paper-names = Names
paper-glossary = Glossary
paper-transcript = Film transcript

import-hint = Columns: name, role, language, mail address, organisation, booth. A first row with their names decides the order.
import-label = Rows from a spreadsheet
import-found = { $count ->
    [one] { $count } person understood
   *[other] { $count } people understood
}
import-mend = Mend these rows in the text above, or remove them; nothing is taken until all fit.
import-take = { $count ->
    [one] Invite { $count } person
   *[other] Invite { $count } people
}
import-flaw = Row { $row }: { $flaw }
import-flaw-name = the name is missing or longer than 80 characters. Write one.
import-flaw-role = this role is not known. Write speaker, interpreter, moderator, host or attendee.
import-flaw-language = the show does not have this language. Write one of { $languages }.
import-flaw-mail = this is no mail address. Write one such as eva@example.org, or none.
import-flaw-twice = this mail address is on the list already. Remove the row, or write another address.
import-flaw-booth = an interpreter needs one of the booths { $booths }, and nobody else has one.

add-booth = Booth
add-language = Language
add-mail = Mail address
add-organisation = Organisation
add-take = Invite

due-title = Due dates
due-hint = Asked of speakers. Booths, moderators and hosts see these days and who is missing.
due-over = Overdue
due-missing = Missing: { $names }
due-all = All have arrived
due-none = Not asked for
due-remove = Remove the date: { $paper }
due-by = by { $time }

code-title = Enter by code
code-label = Your code
code-hint = Eight letters and digits, as they were read out to you. Small letters and blanks do not matter.
code-enter = Go on
code-unknown = This code does not work
code-unknown-text = It is not known, it has expired, or too many were tried. Check each sign, wait a minute, or ask the organiser for a new one.

mail-subject = Your link: { $title }
mail-greeting = Hello { $name },
mail-as-host = you host “{ $title }”.
mail-as-moderator = you moderate at “{ $title }”.
mail-as-speaker = you speak at “{ $title }”.
mail-as-interpreter = you interpret at “{ $title }”.
mail-as-attendee = you are invited to “{ $title }”.
mail-when = It begins:
    { $when }
mail-link = This is your personal link:
    { $link }
mail-code = Or open { $page } and type this code:
    { $code }
mail-personal = Link and code are yours alone; please do not pass them on. Open the link once before the day and check your sound.
