"""How alike two spellings of a name are, from 0 to 100."""

from rapidfuzz.fuzz import ratio

from vedette.text.transliteration import bare_words, normal_key, skeleton, sound_key, vowel_slots

#: What two names get that differ in the colour of vowels alone ("Mosul", "Mawsil"), if they have at least
#: `SURE_CONSONANTS` consonants to agree on; shorter ones ("Hama", "Homs") meet by chance.
VOWELS_ONLY = 92.0
SURE_CONSONANTS = 3


def name_similarity(left: str, right: str) -> float:
    """100 for two spellings of one name by sound: articles, doubled letters, word breaks and vowel habits don't count.

    It compares spellings, not names: "Zahraa" and "Daraa" still share 70 %. Ask at least 90 before believing it.
    """
    a, b = normal_key(left), normal_key(right)
    if a == b:
        return 100.0 if a else 0.0
    score = max(ratio(_run(a), _run(b)), ratio(a.replace(" ", ""), b.replace(" ", "")))
    alike = vowel_slots(a) == vowel_slots(b) and len(bare_words(a)) == len(bare_words(b)) and _one_ending(a, b)
    return VOWELS_ONLY if score < VOWELS_ONLY and alike and len(skeleton(a)) >= SURE_CONSONANTS else score


def _one_ending(a: str, b: str) -> bool:
    """Whether two names do not end in "-i" and "-a(h)": that vowel has no colour, it makes another word ("Abdali" is of
    "Abdullah")."""
    ends = {key.rstrip("h")[-1:] for key in (a, b)}
    return not ("a" in ends and ends & {"i", "y"})


def _run(key: str) -> str:
    return sound_key(key).replace(" ", "")
