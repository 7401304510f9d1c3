/** Texts of plan templates. */
export const templates = {
  title: 'Templates',
  list: 'Templates',
  all: (count: number): string => `All ${count} templates`,
  picture: (title: string): string => `Graph of ${title}`,
  use: 'Use',
  useOf: (title: string): string => `Use ${title}`,
  run: 'Run',
  runOf: (title: string): string => `Run ${title} without changes`,
  starting: 'Starting…',
  newPlan: 'New plan',
  newPlanAbout: 'Switchyard copies the template to a new draft. Edit the draft, then publish or run it.',
  blank: 'Blank plan',
  blankAbout: 'Start with an empty canvas.',
  failed: 'Action failed',
}
