/** Ranges of characters in a message that are data: quoted texts, code, pasted mails. Nothing in them asks for work. */
export type DataRange = readonly [start: number, end: number]

const forms = [
  // A table: at least two lines of the same separated columns.
  /(?:^[^\n;|\t]+(?:[;|\t][^\n;|\t]*){1,}$\n?){2,}/gm,
  /(?:^[^\s,][^\n,]*(?:,[^\s\n,][^\n,]*){1,}$\n?){2,}/gm,
  // The text that a sentence calls `below`.
  /(?<=\b(?:below|following)\b[^\n]{0,300}\n\s*\n)(?!\s*(?:[-*•]|\d{1,2}[.)]|[a-h]\))\s)[\s\S]+/gi,
  // Code between fences, closed or not.
  /```[\s\S]*?(?:```|$)/g,
  /~~~[\s\S]*?(?:~~~|$)/g,
  /`[^`\n]{1,500}`/g,
  /"[^"\n]{1,2000}"|“[^”]{1,2000}”|«[^»]{1,2000}»|„[^“”]{1,2000}[“”]/gu,
  // A single quotation mark opens after a space or a bracket, so that apostrophes stay words.
  /(?<=^|[\s(:])'[^'\n]{2,2000}'(?=$|[\s.,;:!?)])/g,
  /(?<=^|[\s(:])‘[^’\n]{2,2000}’(?=$|[\s.,;:!?)])/gu,
  // Lines of a quoted mail.
  /^[^\S\n]*>.*$/gm,
  // A mail from its first header line to the end of the message or a line of dashes.
  /^(?:From|Subject|To|Sent|Date): .+\n(?:[\s\S]*?)(?=^-{3,}\s*$|(?![\s\S]))/gm,
  /^-{2,} ?(?:Original Message|Forwarded message)[\s\S]*?(?:^-{3,}\s*$|(?![\s\S]))/gim,
  // A label on its own line: the paragraph below belongs to it.
  /(?<=\b(?:text|e-?mail|mail|letter|message|note|page|minutes|transcript|log|article|review|reads?|says|said|wrote|below|this):[^\S\n]*\n)(?!\s*(?:[-*•]|\d{1,2}[.)]|[a-h]\))\s)[\s\S]*?(?=\n\s*\n|(?![\s\S]))/gi,
  // What a page or a person says, up to the end of the sentence.
  /(?<=\b(?:says|said|say|reads|wrote|writes|states|stated):\s)[^.!?\n"“]{1,1000}/gi,
]

/** The data of a message, in order and without overlaps. */
export function findData(text: string): DataRange[] {
  const found = forms
    .flatMap((form) => [...text.matchAll(form)])
    .filter(([match]) => match.trim() !== '')
    .map(({ index, 0: match }): DataRange => [index, index + match.length])
    .sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const kept: DataRange[] = []
  for (const range of found) {
    if (range[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(range)
  }
  return kept
}
