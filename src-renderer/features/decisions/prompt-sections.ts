/** A part of the question, under its heading. */
export interface PromptSection {
  readonly title: string
  readonly text: string
  /** Something in it was cut, and says so. */
  readonly isCut: boolean
}

/** The question as its parts. What others wrote stands between data marks: a heading in there is no heading. */
export function sectionsOf(prompt: string): PromptSection[] {
  const sections: { title: string; lines: string[] }[] = []
  let fences = 0
  for (const line of prompt.split('\n')) {
    if (fences === 0 && line.startsWith('## ')) sections.push({ title: line.slice(3).trim(), lines: [] })
    else if (sections.length === 0) sections.push({ title: '', lines: [line] })
    else sections.at(-1)?.lines.push(line)
    if (/^<data about="/.test(line)) fences += 1
    if (line === '</data>' && fences > 0) fences -= 1
  }
  return sections.map(({ title, lines }) => {
    const text = lines.join('\n').trim()
    return {
      title,
      text,
      isCut: /, the first \d+ of \d+ characters$/m.test(text) || / left out here$/m.test(text),
    }
  })
}
