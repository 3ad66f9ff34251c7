"""The interface in English."""

from typing import Final

from bot.strings.texts import CommandTexts, ReasonTexts, Texts

TEXTS: Final = Texts(
    language_name="English",
    language_short="Eng",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date="{day} {month} {year}",
    welcome=(
        "Hello! I answer questions about **one forum**: Astana, 6 March 2024, 25 years of"
        " Kazakhstan's National Commission for Women's Affairs, Family and Demographic Policy.\n\n"
        "Ask in your own words, in English, Russian or Kazakh, for example:"
        " _Who took part in the forum?_\n\n"
        "All I know comes from one article. If it does not tell, I will say so."
    ),
    group_welcome=(
        "Hello, everyone! I answer questions about **one forum**: Astana, 6 March 2024, 25 years"
        " of Kazakhstan's National Commission for Women's Affairs, Family and Demographic Policy."
    ),
    group_ask=(
        "To ask me, write the command and your question:\n"
        "/ask@{bot} When was the forum held?\n\n"
        "You can also reply to any message of mine. I leave everything else here alone."
    ),
    group_ask_or_mention=(
        "To ask me, write the command and your question:\n"
        "/ask@{bot} When was the forum held?\n\n"
        "You can also reply to any message of mine, or mention @{bot}. I leave everything else"
        " here alone."
    ),
    guest_hint=(
        "Mention me together with your question, for example:\n"
        "@{bot} When was the forum held?\n\n"
        "I answer questions about one forum: Astana, 6 March 2024."
    ),
    open_button="Ask me in private",
    nothing_found_button="Nothing found. Ask me in private ›",
    help=(
        "Just write your question, in English, Russian or Kazakh. I answer in the language of"
        " the question and name the paragraph of the article that the answer rests on.\n\n"
        "What else you can send me:"
    ),
    about=(
        "I answer from a single source:\n**{title}**, {date}.\n\n"
        "Its facts are retold here in other words, and every answer names its paragraph. What"
        " the article does not tell, such as the venue or the hours, I do not know and do not"
        " guess."
    ),
    privacy=(
        "**What I store**\n\n"
        "{questions}\n\n"
        "The language that you choose with /language, together with your numeric Telegram ID, so"
        " that I remember it. You can delete it in /settings. In groups I keep the ID of the group,"
        " so that I greet it only once. For two days I keep, with your ID, the numbers of your"
        " questions and of my answers to them, not the texts, so that I can correct an answer when"
        " you edit the question.\n\n"
        "Your name and your account stay unknown to me, and what you write does not get into my"
        " technical log."
    ),
    privacy_logged=(
        "A message waits in a queue until it is answered, then it is deleted there. Your questions"
        " and your votes on the answers are kept without your name or your Telegram ID. Phone"
        " numbers, e-mail addresses, card and identity numbers in them are hidden first. The"
        " maintainers read the questions to improve the answers; after {days} they are deleted."
    ),
    privacy_not_logged=(
        "A message waits in a queue until it is answered, then it is deleted there. I keep neither"
        " your questions nor your votes."
    ),
    days=("{number} day", "{number} days"),
    settings=(
        "**Settings**\n\nMy language with you: {language}. {choice}\n\n"
        "What is stored about you, and for how long: /privacy"
    ),
    settings_number="Your number in Telegram: {number}",
    language_is_chosen="You chose it.",
    language_is_telegrams="It is the language of your Telegram, or the nearest that I speak.",
    ask_hint="Write your question after the command, for example:\n/ask When was the forum held?",
    topics="What would you like to know about?",
    topic="**{title}**\nChoose a question:",
    page="Page {page} of {pages}",
    people="These people are named in the article. Who are you interested in?",
    none_of_these="I am sorry that none of these fits. Try other words, or choose a topic:",
    gone="This is no longer in my base. Here is what I can tell you about:",
    dead_link="This link no longer leads anywhere. Perhaps this helps:",
    unknown_command="There is no command {command}. You will find all of them in /help.",
    nearest_command="There is no command {command}. Did you mean {nearest}?",
    not_text="I can only read text. Please put your question into words.",
    sorry="I am sorry, something went wrong on my side. Please try again a little later.",
    unsure=(
        "The connection to Telegram broke while I was answering. If no answer reached you, please"
        " ask again."
    ),
    too_fast=(
        "That was a lot at once, and I cannot keep up. Please wait a few seconds and ask again."
    ),
    choose_language=(
        "Which language shall I speak?\n\n"
        "A question is answered in its own language; your choice is for menus, buttons and"
        " doubtful cases."
    ),
    language_chosen="From now on I speak English. What would you like to know about the forum?",
    where="**What the article says**\n_{title}, in our own words_",
    paragraph="**Paragraph {number}. {heading}**\n{report}",
    terminal_hint="Write a question, or the number of a button. Ctrl-D ends the chat.",
    topics_button="Topics",
    people_button="People",
    previous_button="‹ Previous",
    next_button="Next ›",
    none_button="None of these",
    forget_button="As in Telegram",
    answer_button="Back to the answer",
    where_button="📖 In the article",
    copy_button="📋 Copy",
    share_button="📤 Share",
    vote_thanks="Thank you!",
    vote_taken_back="Your vote is taken back",
    vote_not_kept="Your vote could not be saved. Please try again later.",
    reasons=ReasonTexts(wrong="Wrong", other="Not my question", unclear="Unclear"),
    commands=CommandTexts(
        start="Start from the beginning",
        help="How to ask, and what else I can do",
        topics="Topics and their questions",
        people="The people in the article",
        ask="Ask a question: /ask and the question",
        language="Choose the language",
        settings="Your language, and what is stored about you",
        about="Where the answers come from",
        privacy="What I store about you",
    ),
    called=CommandTexts(
        start="begin restart hello",
        help="commands menu info",
        topics="subjects themes list",
        people="persons speakers participants",
        ask="question query",
        language="lang languages",
        settings="options preferences",
        about="source article",
        privacy="data gdpr",
    ),
    description=(
        "I answer questions about the forum held in Astana on 6 March 2024 for the 25th"
        " anniversary of Kazakhstan's National Commission for Women's Affairs, Family and"
        " Demographic Policy. Every answer names its paragraph in the article; if the article"
        " does not tell, I say so. Ask in English, Russian or Kazakh."
    ),
    short_description="Answers about the forum in Astana on 6 March 2024, in three languages.",
)
