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
  fault: (line: number) => `Source has an error at line ${line}`,
  faultAbout: 'The plan stays as it was until the text can be read again.',
  goToLine: 'Go to the line',
  reset: 'Drop the text since then',
  copy: 'Copy the source',
  slow: 'A plan of this size is read at once as JSON and takes seconds as YAML.',
  required: 'required',
  choices: (words: readonly string[]) => `One of: ${words.join(', ')}`,
}
