/** Plans that a new one can be begun with. */
export const templates = {
  title: 'Templates',
  list: 'Templates',
  all: (count: number): string => `All ${count} templates`,
  picture: (title: string): string => `The graph of ${title}`,
  use: 'Use',
  useOf: (title: string): string => `Use ${title}`,
  run: 'Run',
  runOf: (title: string): string => `Run ${title} as it is`,
  starting: 'Starting…',
  newPlan: 'New plan',
  newPlanAbout: 'A template is copied into a draft of yours: change what you like, then publish or run it.',
  blank: 'Blank plan',
  blankAbout: 'Begin with an empty canvas.',
  failed: 'Something failed',
}
