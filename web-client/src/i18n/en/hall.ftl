### Listening and asking.

hall-language-menu = Choose what you hear
hall-volume = Volume
hall-underneath = Original underneath
hall-underneath-level = Original, level
hall-sound = Sound
hall-hand = Raise hand
hall-hand-down = Lower hand
hall-swap = Swap pictures
hall-leave = Leave
hall-listening-count =
    { $count ->
        [one] { $count } person here
       *[other] { $count } people here
    }

hall-ask-label = Ask in your language
hall-ask-placeholder = Your question
hall-ask-language = Written in
hall-ask-anonymous = Ask without my name
hall-ask-send = Ask
hall-ask-left =
    { $left ->
        [one] { $left } character left
       *[other] { $left } characters left
    }
hall-ask-sending = Being sent …
hall-ask-closed = Questions can be asked when the doors are open.
hall-questions-empty = No questions yet
hall-questions-empty-hint = Yours can be the first.
hall-vote = Vote for this question
hall-vote-back = Take your vote back
hall-answered = Answered ({ $count })

hall-on-stage-title = You are on stage
hall-on-stage-text = The host has brought you up. Turn your microphone on and ask.
hall-live-title = Everybody hears you

saver = Data saver
saver-full = Full picture
saver-small = Small picture
saver-none = Sound only
stage-resting = Your network cannot carry the picture at the moment. The sound goes on.
stage-saving = You have switched the picture off to save data. The sound goes on.
