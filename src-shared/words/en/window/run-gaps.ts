import { plural } from '#shared/text/plural.ts'

export const runGaps = {
  label: 'Gaps',
  title: (count: number) => `The run succeeded with ${plural(count, 'gap')}.`,
  show: 'Show gaps',
  hide: 'Hide gaps',
  more: (count: number) => `And ${plural(count, 'more gap')}.`,
  kinds: {
    incomplete_file: 'Incomplete file',
    unchecked: 'Not checked',
    left_out: 'Left out',
    skipped: 'Skipped',
  },
}
