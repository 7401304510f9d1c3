import { plural } from '#shared/text/plural.ts'

/** What is said of the goal of a run. */
export const runGoal = {
  goal: 'Goal',
  phase: 'Phase:',
  less: 'Show less',
  whole: 'Show the whole goal',
  unfinished: (count: number) => `${plural(count, 'file still needs', 'files still need')} work`,
  missing: 'What is still missing',
  followEnd: 'Follow the end',
}
