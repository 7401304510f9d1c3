interface TextFault {
  readonly line: number
  readonly found: string
  readonly opened: { readonly line: number; readonly sign: string }
}

/** Texts of the source view of a plan. */
export const source = {
  label: (format: string) => `Plan as ${format}`,
  formats: { json: 'JSON', yaml: 'YAML' },
  format: 'Source format',
  category: 'Source',
  showAs: (format: string) => `Show source as ${format}`,
  edit: 'Edit source',
  applied: 'In sync with the plan',
  reading: 'Reading…',
  misfit: (line: number, message: string) => `Line ${line}: ${message}`,
  faults: {
    empty: () => 'The source is empty. A plan starts with {',
    comma: ({ line }: TextFault) => `A comma is missing after line ${line}`,
    extraComma: ({ line }: TextFault) => `Remove the extra comma in line ${line}`,
    colon: ({ line }: TextFault) => `A colon is missing after the name in line ${line}`,
    name: ({ line, found }: TextFault) =>
      `A name in quotation marks is missing before ${found} in line ${line}`,
    value: ({ line }: TextFault) => `A value is missing after line ${line}`,
    quote: ({ line }: TextFault) => `A quotation mark in line ${line} is not closed`,
    straight: ({ line }: TextFault) => `Use straight quotation marks (") in line ${line}`,
    bare: ({ line, found }: TextFault) => `“${found}” in line ${line} needs quotation marks`,
    small: ({ line, found }: TextFault) => `Write “${found}” in line ${line} as ${found.toLowerCase()}`,
    number: ({ line }: TextFault) => `Invalid number in line ${line}`,
    escape: ({ line }: TextFault) => `Invalid escape sequence in line ${line}`,
    control: ({ line }: TextFault) => `A text in line ${line} contains a tab or another control character`,
    comment: ({ line }: TextFault) => `Remove the comment in line ${line}. JSON has no comments, YAML does.`,
    unclosed: ({ opened }: TextFault) => `The ${opened.sign} of line ${opened.line} is not closed`,
    crossed: ({ line, found, opened }: TextFault) =>
      `The ${opened.sign} of line ${opened.line} is not closed before the ${found} in line ${line}`,
    after: ({ line }: TextFault) => `Remove the text after the end of the plan, from line ${line}`,
    stray: ({ line, found }: TextFault) => `Unexpected “${found}” in line ${line}`,
    pair: ({ line, found }: TextFault) => `A colon is missing after “${found}” in line ${line}`,
    indent: ({ line }: TextFault) => `Wrong indentation in line ${line}`,
    nested: ({ line }: TextFault) =>
      `Quote the text with a colon in line ${line}, or reduce the indentation of the next line`,
    start: ({ line, found }: TextFault) => `Quote the text that starts with ${found} in line ${line}`,
    alias: ({ line, found }: TextFault) =>
      `Quote “${found}” in line ${line}: the alias after * does not exist`,
    tab: ({ line }: TextFault) => `Indent line ${line} with spaces. YAML does not allow tabs.`,
    documents: ({ line }: TextFault) => `Remove the second document from line ${line}`,
    unreadable: ({ line }: TextFault) => `Line ${line} cannot be read`,
  },
  faultAbout: 'The plan stays unchanged until you fix the source.',
  goToLine: 'Go to line',
  reset: 'Discard edits',
  copy: 'Copy source',
  slow: 'For a plan of this size, JSON is faster than YAML.',
  required: 'required',
  choices: (words: readonly string[]) => `Allowed: ${words.join(', ')}`,
}
