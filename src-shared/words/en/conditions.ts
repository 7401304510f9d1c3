const path =
  "Write result('key').output.field, result('key').output['a field'] or result('key').output.items[0]."

/** Problems of a condition as parts of a sentence, each with a hint. */
export const conditions = {
  known:
    "Use success, failure, always, status('key'), result('key').output.field, text('key') or contains(x, 'text').",
  theEnd: 'the end',
  unexpected: (token: string) => ({ message: `unexpected ${token}`, hint: 'Join conditions with && or ||.' }),
  missing: (symbol: string, token: string) => ({ message: `${symbol} is missing before ${token}` }),
  comparisonChain: { message: 'comparisons cannot be chained', hint: 'Write a < b && b < c.' },
  notAStatus: (value: string, statuses: string) => ({
    message: `${value} is not a status`,
    hint: `Use one of: ${statuses}.`,
  }),
  valueMissing: (token: string) => ({ message: `a value is missing before ${token}` }),
  unknownWord: (word: string) => ({ message: `unknown word ${word}` }),
  taskIsNoValue: (word: string, key: string) => ({
    message: `${word} is a task, not a value`,
    hint: `Write status('${key}') or result('${key}').output.field.`,
  }),
  tooDeep: (levels: number) => ({
    message: `more than ${levels} levels of nesting`,
    hint: 'Simplify the condition.',
  }),
  notNeedsParentheses: { message: 'not needs parentheses here', hint: 'Write a == (not b).' },
  keyMissing: (kind: string) => ({
    message: `${kind} needs the key of a task`,
    hint: `Write ${kind}('task-001').`,
  }),
  addDependency: (task: string, known: string) => ({
    message: `add ${task} to the task’s dependencies first`,
    hint: known === '' ? 'The task has no dependencies.' : `Dependencies of the task: ${known}.`,
  }),
  nameMissing: { message: 'a name is missing after the dot', hint: path },
  indexInvalid: { message: '[ ] needs a whole number from 0, or a text', hint: path },

  numberTooLarge: (number: string) => `${number} is too large a number`,
  unknownEscape: (letter: string) => `unknown escape \\${letter} (write \\\\ for \\)`,
  singleEquals: 'unexpected = (write == for "equal")',
  singleAnd: 'unexpected & (write && for "and")',
  singleOr: 'unexpected | (write || for "or")',
  openQuote: 'the quotation mark has no end',
  unexpectedCharacter: (character: string) => `unexpected ${character}`,
}
