import { plural } from '#shared/text/plural.ts'

/** Reasons of the choice of an agent, and what would change it. */
export const matching = {
  /** Reasons why the assigned agent cannot do a task. */
  assigned: {
    unknown: (agent: string) => `Assigned to ${agent}, which does not exist.`,
    only_simulated: (agent: string) => `Assigned to ${agent}. Simulated agents work in simulations only.`,
    not_in_crew: (agent: string) => `Assigned to ${agent}, which is not one of the agents for this run.`,
    handed_back: (agent: string) => `Assigned to ${agent}, which handed the task back.`,
    not_shown: (agent: string) => `Assigned to ${agent}, whose program was not part of the approval.`,
    lacks_skills: (agent: string, skills: readonly string[]) =>
      `Assigned to ${agent}, which lacks the ${skills.length === 1 ? 'skill' : 'skills'} ${skills.join(', ')}.`,
    offline: (agent: string) => `Assigned to ${agent}, which is offline.`,
  },
  assignedNoMatch: 'No other agent matches.',
  assignedIsBest: (agent: string) => `${agent} is also the best match.`,
  betterMatch: (agent: string, assigned: string) =>
    `${agent} would be the best match without the assignment to ${assigned}.`,

  tie: (agent: string) => `${agent} has the same score. The ids decided.`,
  noAgents: 'There are no agents.',
  lacks: (agent: string, skills: readonly string[]) =>
    `${agent} lacks ${plural(skills.length, 'skill')}: ${skills.join(', ')}.`,
  /** Results of matching a single agent. Some tools parse these sentences. */
  verdicts: {
    lacksSkills: (skills: string) => `Agent lacks required skills: ${skills}.`,
    offline: (agent: string) => `Agent is offline: ${agent}.`,
    noSkillsNeeded: 'No skills are required',
    hasSkills: 'Agent has the required skills',
    slotsTaken: (taken: number, all: number) => `${taken} of ${all} slots are taken`,
    notInSimulations: (agent: string) =>
      `Agent does not take part in simulations: ${agent}. Only people and simulated agents do.`,
    onlyInSimulations: (agent: string) =>
      `Agent is simulated: ${agent}. Simulated agents work in simulations only.`,
    onlySkilledTasks: 'Agent only takes tasks that require a skill. This task requires none.',
    notFound: (agent: string) => `Agent not found: ${agent}.`,
  },
  simulatedAgent: {
    name: 'Simulated agent',
    description: 'Plays the tasks of a simulation that no other simulated agent can take. Does no real work.',
    output: 'Simulated: {title}. No real work was done.',
  },
  noneFound: (why: string) => `No qualified agent found: ${why}`,
  noneTakesAnyWork: 'This task has no required skills. Assign an agent or add a skill.',
  notApprovedAgent: (agent: string) => `${agent} was not part of the approval of this task.`,
  onlySimulated: 'All agents for this run are simulated. They work in simulations only.',

  onlyAgent: 'There is no other agent.',
  onlySkilled: 'No other agent has the required skills.',
  othersOffline: (areSkilled: boolean) =>
    `The other agents${areSkilled ? ' with the required skills' : ''} are offline, and would not be chosen if they were online.`,
  nextBusy: (agent: string) => `${agent} is next, and would not be chosen if it were free.`,
  nextFree: (agent: string) => `${agent} is next, although it is free.`,
  wouldWinFree: (agent: string) => `${agent} would be chosen if it were free.`,
  wouldWinOnline: (agent: string) => `${agent} would be chosen if it were online.`,
  wouldWinSkilled: (agent: string, skill: string) =>
    `${agent} would be chosen after one more success at ${skill}.`,

  /** Skills that no agent has. */
  gap: {
    none: 'Every task has an agent with its skills.',
    missing: (count: number) =>
      `${count === 1 ? '1 task needs' : `${count} tasks need`} skills that no single agent has.`,
    smallest: (addition: string) => `Smallest addition: ${addition}.`,
    small: (addition: string) => `A small addition: ${addition}.`,
    offline: (count: number, agents: string, isOne: boolean) =>
      `${plural(count, 'task')} ${count === 1 ? 'waits' : 'wait'} for ${isOne ? 'an agent that is' : 'agents that are'} offline: ${agents}.`,
    teach: (agent: string, skills: string) => `add ${skills} to ${agent}`,
    register: (skills: string) => (skills === '' ? 'register an agent' : `register an agent with ${skills}`),
    more: (lessons: string, count: number) => `${lessons}; and ${count} more`,
  },
}

/** Reasons why a budget does not cover a task or a model. */
export const costs = {
  theRun: 'the run',
  theGroup: (group: string) => `group ${group}`,
  theProject: (project: string) => `project ${project}`,
  exhausted: (budget: string, owner: string) => `The budget of ${owner} (${budget}) is used up.`,
  modelPriceUnknown: (owner: string, currency: string) =>
    `The price of the model is unknown, and ${owner} has a budget. Set SWITCHYARD_MODEL_PRICE in ${currency}, or mark the model as free.`,
  modelPriceInOtherCurrency: (price: string, owner: string, currency: string) =>
    `The model costs ${price}, and the budget of ${owner} is in ${currency}. Set SWITCHYARD_MODEL_PRICE in ${currency}, or mark the model as free.`,
  priceUnknown: (owner: string) =>
    `The cost is unknown, and ${owner} has a budget. Set the cost of the task, or the price of its agent.`,
  priceInOtherCurrency: (price: string, owner: string, currency: string) =>
    `The task costs ${price}, and the budget of ${owner} is in ${currency}.`,
  aboveOwnBudget: (cost: string, budget: string, missing: string) =>
    `The request costs ${cost}, but its budget is ${budget}. Another ${missing} is needed.`,
  short: (price: string, owner: string, left: string, missing: string) =>
    `The task costs ${price}, but ${owner} has only ${left} left. Another ${missing} is needed.`,
}
