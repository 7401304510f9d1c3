import type { Facts } from './facts.ts'

/** Shared parts of the refusals below. */
export const input = {
  wholeInput: 'The input',
  bounds: {
    low: {
      inclusive: (limit: number) => `at least ${limit}`,
      exclusive: (limit: number) => `more than ${limit}`,
    },
    high: {
      inclusive: (limit: number) => `at most ${limit}`,
      exclusive: (limit: number) => `less than ${limit}`,
    },
  },
  oneOfTypes: (types: readonly string[]) => types.join(' or ') || 'of another type',
  jsonTypes: {
    string: 'a string',
    number: 'a number',
    int: 'a whole number',
    NaN: 'not a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    record: 'an object',
    null: 'null',
  },
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
const nameOf = (field: string | number): string | number => (field === '' ? input.wholeInput : field)

/** Refusals of an input field that violates its schema. An empty `field` is the entire input. */
export const inputRefusals = {
  field_unknown: ({ key, inField, near, known }: Facts<'key' | 'inField' | 'near' | 'known'>) => ({
    message: `Unknown field "${key}"${inField === '' ? '' : ` in ${inField}`}.`,
    hint:
      near !== ''
        ? `Did you mean "${near}"?`
        : known === ''
          ? 'Remove the field.'
          : `Known fields: ${known}.`,
  }),
  field_missing: ({ field }: Facts<'field'>) => ({
    message: `${nameOf(field)} is missing.`,
    hint: field === '' ? 'Send a value.' : `Add ${field}.`,
  }),
  text_empty: ({ field }: Facts<'field'>) => ({
    message: `${nameOf(field)} is empty.`,
    hint: 'Enter at least one character.',
  }),
  list_empty: ({ field }: Facts<'field'>) => ({
    message: `${nameOf(field)} is empty.`,
    hint: 'Add at least one item.',
  }),
  number_out_of_range: ({ field, bound }: Facts<'field' | 'bound'>) => ({
    message: `${nameOf(field)} must be ${bound}.`,
    hint: `Enter a number that is ${bound}.`,
  }),
  text_length_out_of_range: ({ field, bound }: Facts<'field' | 'bound'>) => ({
    message: `${nameOf(field)} must be ${bound} characters long.`,
    hint: 'Change the length of the text.',
  }),
  list_length_out_of_range: ({ field, bound }: Facts<'field' | 'bound'>) => ({
    message: `${nameOf(field)} must have ${bound} items.`,
    hint: 'Change the number of items.',
  }),
  datetime_invalid: ({ field }: Facts<'field'>) => ({
    message: `${nameOf(field)} is not a date and time with a time zone.`,
    hint: 'Use the form 2026-03-31T17:00:00Z.',
  }),
  date_invalid: ({ field }: Facts<'field'>) => ({
    message: `${nameOf(field)} is not a date.`,
    hint: 'Use the form 2026-03-31.',
  }),
  time_invalid: ({ field }: Facts<'field'>) => ({
    message: `${nameOf(field)} is not a time.`,
    hint: 'Use the form 17:00:00.',
  }),
  format_invalid: ({ field, why }: Facts<'field' | 'why'>) => ({
    message: `${nameOf(field)} has an invalid format.`,
    hint: `${why}.`,
  }),
  not_one_of: ({ field, known, near }: Facts<'field' | 'known' | 'near'>) => ({
    message: `${nameOf(field)} must be one of: ${known}.`,
    hint: near === '' ? 'Use one of these values.' : `Did you mean "${near}"?`,
  }),
  type_wrong: ({ field, wanted }: Facts<'field' | 'wanted'>) => ({
    message: `${nameOf(field)} must be ${wanted}.`,
    hint: 'Change its type.',
  }),
  type_wrong_found: ({ field, wanted, found }: Facts<'field' | 'wanted' | 'found'>) => ({
    message: `${nameOf(field)} must be ${wanted}, not ${found}.`,
    hint: 'Change its type.',
  }),
  value_invalid: ({ field, why }: Facts<'field' | 'why'>) => ({
    message: `${nameOf(field)} is invalid: ${lowerFirst(String(why))}.`,
    hint: 'Correct the value.',
  }),
}
