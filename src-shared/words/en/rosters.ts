import { plural } from '#shared/text/plural.ts'

/** Warnings of an import of agents from files of other tools. Texts from a file are quoted and cut by the caller. */
export const rosterTexts = {
  formats: {
    subAgents: 'Claude Code subagents (Markdown with front matter)',
    crewAi: 'CrewAI (config/agents.yaml)',
    agentCards: 'A2A agent cards (agent-card.json)',
  },
  /** Parts of a file in which a skill was found. Other parts have the name of their field. */
  parts: {
    whenToUse: 'description, when to use it',
  },

  invalidFile: (why: string) => `Not imported: the file is invalid. ${why}`,
  withoutAgent: (files: number, list: string) =>
    `Not imported, without an agent: ${files === 1 ? list : `${files} files (${list})`}.`,
  unknownFields: (fields: string) => `Not imported, unknown fields: ${fields}.`,

  noSkills: 'No known skill found. The agent can only get tasks without required skills.',
  skillsCut: (found: number, most: number) =>
    `The agent has ${found} skills. Only the first ${most} are imported.`,
  idTakenByImport: (taken: string, id: string) =>
    `Another agent of this import has the id ${taken}. This agent gets the id ${id}.`,
  idTakenByAgent: (taken: string, id: string) =>
    `An existing agent has the id ${taken}. This agent gets the id ${id}.`,
  otherFile: (id: string, before: string) => `The import replaces ${id}, which was imported from ${before}.`,
  invalidAddress: (hint: string) =>
    `The address cannot be used, so a worker must claim the tasks of the agent. ${hint}.`,
  staysExternal: (id: string) =>
    `${id} is registered as an external agent and stays external, because its tasks may depend on that.`,
  headersRemoved: (id: string) =>
    `The address has another host than before, so the headers of ${id} were removed.`,

  subAgents: {
    noFields: 'Not imported: the front matter has no fields.',
    frontMatterNotYaml: (why: string) =>
      `The front matter is not valid YAML and was read line by line. ${why}`,
    noName: (name: string) => `No name. Imported with the name ${name}.`,
    otherName: (name: string, file: string) => `The name ${name} differs from the file name ${file}.`,
    noDescription: 'No description.',
    descriptionCut: (most: number) =>
      `The description is too long. Only the first ${most} characters are imported.`,
    allTools: 'No list of tools. In Claude Code, such an agent may use every tool.',
    noTools: 'The list of tools is empty. In Claude Code, such an agent may use no tools.',
    promptCut: (characters: number, most: number) =>
      `The prompt has ${characters} characters. Only the first ${most} are imported.`,
    noPrompt: 'No prompt below the front matter.',
    hooksNotKept: 'Not imported: the hooks, which run commands.',
    serversNotKept: 'Not imported: the commands of the MCP servers. Only their names are imported.',
    permissionBypass: 'The agent asks to bypass permissions. Switchyard does not grant this.',
  },
  crewAi: {
    tasksNotImported: (tasks: number, dependencies: number) =>
      `Not imported: ${plural(tasks, 'task')} with ${plural(dependencies, 'dependency', 'dependencies')}. The file has no agents.`,
    notAnAgent: 'Not imported: an agent needs a role, and a goal or a backstory.',
    backstoryCut: (characters: number, most: number) =>
      `The backstory has ${characters} characters. Only the first ${most} are imported.`,
    openPlaces: (names: string) =>
      `The texts have placeholders, which Switchyard does not fill in: ${names}.`,
  },
  agentCards: {
    noSkills: 'The agent card lists no skills.',
    signatureNotChecked: 'The signatures of the agent card were not checked.',
    noAddress: 'The agent card has no HTTP address that can be used.',
    noTags: (skill: string) => `The skill ${skill} has no tags.`,
  },
}
