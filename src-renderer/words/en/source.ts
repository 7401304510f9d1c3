interface TextFault {
  readonly line: number
  readonly found: string
  readonly opened: { readonly line: number; readonly sign: string }
}

/** A plan as text. */
export const source = {
  label: (format: string) => `Plan as ${format}`,
  formats: { json: 'JSON', yaml: 'YAML' },
  format: 'Format of the source',
  category: 'Source',
  showAs: (format: string) => `Show the source as ${format}`,
  edit: 'Edit the source',
  applied: 'In step with the plan',
  reading: 'Reading…',
  misfit: (line: number, message: string) => `Line ${line}: ${message}`,
  faults: {
    empty: () => 'There is no text: a plan begins with {',
    comma: ({ line }: TextFault) => `A comma is missing after line ${line}`,
    extraComma: ({ line }: TextFault) => `A comma in line ${line} is one too many`,
    colon: ({ line }: TextFault) => `A colon is missing after the name in line ${line}`,
    name: ({ line, found }: TextFault) =>
      `A name in quotation marks is missing before ${found} in line ${line}`,
    value: ({ line }: TextFault) => `A value is missing after line ${line}`,
    quote: ({ line }: TextFault) => `A quotation mark in line ${line} is not closed`,
    straight: ({ line }: TextFault) => `Line ${line} has other quotation marks than "`,
    bare: ({ line, found }: TextFault) => `“${found}” in line ${line} needs quotation marks`,
    small: ({ line, found }: TextFault) => `“${found}” in line ${line} is written ${found.toLowerCase()}`,
    number: ({ line }: TextFault) => `A number in line ${line} is not written as one`,
    escape: ({ line }: TextFault) =>
      `A backslash in line ${line} stands before a sign that it cannot stand before`,
    control: ({ line }: TextFault) =>
      `A tab or another sign without a shape stands in a text of line ${line}`,
    comment: ({ line }: TextFault) => `Line ${line} has a comment: JSON has none, YAML does`,
    unclosed: ({ opened }: TextFault) => `The ${opened.sign} of line ${opened.line} is not closed`,
    crossed: ({ line, found, opened }: TextFault) =>
      `The ${opened.sign} of line ${opened.line} is not closed before the ${found} in line ${line}`,
    after: ({ line }: TextFault) => `The plan is over before line ${line}, and there is more text`,
    stray: ({ line, found }: TextFault) => `“${found}” does not belong in line ${line}`,
    pair: ({ line, found }: TextFault) => `A colon is missing after “${found}” in line ${line}`,
    indent: ({ line }: TextFault) => `Line ${line} is not indented like those that it belongs to`,
    nested: ({ line }: TextFault) =>
      `A text with a colon in line ${line} needs quotation marks, or the next line is indented too far`,
    start: ({ line, found }: TextFault) =>
      `A text that begins with ${found} needs quotation marks, in line ${line}`,
    alias: ({ line, found }: TextFault) =>
      `“${found}” in line ${line} needs quotation marks: with a * it refers to something that is not there`,
    tab: ({ line }: TextFault) => `Line ${line} is indented with a tab: YAML takes spaces`,
    documents: ({ line }: TextFault) => `Line ${line} begins a second document: a plan is one`,
    unreadable: ({ line }: TextFault) => `Line ${line} cannot be read`,
  },
  faultAbout: 'The plan stays as it was until the text can be read again.',
  goToLine: 'Go to the line',
  reset: 'Drop the text since then',
  copy: 'Copy the source',
  slow: 'A plan of this size is read at once as JSON and takes seconds as YAML.',
  required: 'required',
  choices: (words: readonly string[]) => `Allowed: ${words.join(', ')}`,
}
