/** Syntax errors of a plan file: parts of a refusal, without a full stop. Texts from a file are quoted by the caller. */
export const syntaxErrors = {
  position: (line: number, column: number) => `Line ${line}, column ${column}`,
  nulCharacter: 'the text contains a NUL character',
  incompleteCharacter: 'the text contains an incomplete character (a lone surrogate)',
  unexpectedEnd: 'unexpected end of the text',

  json: {
    openString: 'the string is not closed on its line',
    openNumber: 'expected a digit at the end of the number',
    unicodeEscape: 'expected four hexadecimal digits after \\u',
    escape: 'the string contains an invalid escape sequence',
    controlCharacter: 'a control character in a string must be written as \\u and four digits',
    hugeNumber: 'the number is too large',
    comment: 'JSON does not support comments',
    expected: (wanted: string) => `expected ${wanted}`,
    expectedAtEnd: (wanted: string) => `unexpected end of the text, expected ${wanted}`,
    wanted: {
      value: 'a value',
      'first item': "a value or ']'",
      'first name': "a key in double quotes or '}'",
      name: 'a key in double quotes',
      colon: "':'",
      nextItem: "',' or ']'",
      nextField: "',' or '}'",
      end: 'the end of the text',
    },
  },
  yaml: {
    unknownAlias: (name: string) => `the alias *${name} has no anchor`,
    keyNotText: 'a key must not be a list or an object',
  },
  dot: {
    unexpected: (text: string) => `unexpected ${text}`,
    expectedBrace: 'expected "{"',
    openString: 'a quoted text is not closed',
    noStringAfterPlus: 'expected a quoted text after "+"',
    openMarkup: 'a text in angle brackets is not closed',
    tooDeep: (levels: number) => `more than ${levels} levels of braces`,
    tooManyEdges: 'the graph has more than a million edges',
  },
  csv: {
    openQuote: (row: number) => `a quote in row ${row} is not closed`,
    longRow: (row: number, bytes: string) => `row ${row} is longer than ${bytes} bytes`,
  },
}
