/** Character ranges of a message that are data: quoted texts, code, pasted emails. Data never asks for work. */
export type DataRange = readonly [start: number, end: number]

const forms = [
  // A table: at least two lines with columns. A semicolon before a space separates requests instead.
  /(?:^[^\n;|\t]+(?:(?:;(?!\s)|[|\t])[^\n;|\t]*)+$\n?){2,}/gm,
  /(?:^[^\s,][^\n,]*(?:,[^\s\n,][^\n,]*){1,}$\n?){2,}/gm,
  // Text after a sentence that refers to it as `below`.
  /(?<=\b(?:below|following)\b[^\n]{0,300}\n[^\S\n]{0,20}\n)(?!\s*(?:[-*•]|\d{1,2}[.)]|[a-h]\))\s)[\s\S]+/gi,
  // Code between fences, closed or not.
  /```[\s\S]*?(?:```|$)/g,
  /~~~[\s\S]*?(?:~~~|$)/g,
  /`[^`\n]{1,500}`/g,
  /"[^"\n]{1,2000}"|“[^”]{1,2000}”|«[^»]{1,2000}»|„[^“”]{1,2000}[“”]/gu,
  // A single quotation mark opens only after a space or a bracket, so apostrophes stay part of words.
  /(?<=^|[\s(:])'[^'\n]{2,2000}'(?=$|[\s.,;:!?)])/g,
  /(?<=^|[\s(:])‘[^’\n]{2,2000}’(?=$|[\s.,;:!?)])/gu,
  // Lines of a quoted email.
  /^[^\S\n]*>.*$/gm,
  // An email from its first header line to a line of dashes or the end of the message.
  /^(?:From|Subject|To|Sent|Date): .+\n(?:[\s\S]*?)(?=^-{3,}\s*$|(?![\s\S]))/gm,
  /^-{2,} ?(?:Original Message|Forwarded message)[\s\S]*?(?:^-{3,}\s*$|(?![\s\S]))/gim,
  // A paragraph after a label on its own line, such as `Text:`.
  /(?<=\b(?:text|e-?mail|mail|letter|message|note|page|minutes|transcript|log|article|review|reads?|says|said|wrote|below|this):[^\S\n]*\n)(?!\s*(?:[-*•]|\d{1,2}[.)]|[a-h]\))\s)[\s\S]*?(?=\n\s*\n|(?![\s\S]))/gi,
  // The words of a page or a person, up to the end of the sentence: `the page says: closed today`.
  /(?<=\b(?:says|said|say|reads|wrote|writes|states|stated):\s)[^.!?\n"“]{1,1000}/gi,
]

/** The data ranges of a message, sorted and without overlaps. */
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
