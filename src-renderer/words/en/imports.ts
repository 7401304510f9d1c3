import { plural } from '#shared/text/plural.ts'

export const imports = {
  dropThePlanToLookAt: 'Drop the plan to look at it',
  close: 'Close',
  run: 'Run',
  everythingInTheFileWasUnderstood: 'Everything in the file was understood.',
  fileWith: (format: string, count: number) => `${format} file with ${plural(count, 'plan')}.`,
  loops: (count: number) =>
    `${plural(count, 'loop')} of tasks that wait for each other: it is kept, but cannot run.`,
}
