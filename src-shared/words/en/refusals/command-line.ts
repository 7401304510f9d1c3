import type { Facts } from './facts.ts'

/** Reasons of \`file_unreadable\` and \`file_unwritable\` without an error code, and the subject of \`folder_too_large\`. */
export const fileProblems = {
  missing: 'no such file',
  unknown: 'unknown error',
  filesOf: (folder: string) => `The files of ${folder}`,
}

/** Refusals of the command line. */
export const commandLineRefusals = {
  switchyard_not_running: {
    message: 'Switchyard is not running.',
    hint: 'Start it with: switchyard serve',
  },
  server_not_reached: {
    message: 'Switchyard is not running here, or rejects the token in SWITCHYARD_TOKEN.',
    hint: 'Start it with: switchyard serve. Create a token with: switchyard tokens create',
  },
  connection_lost: {
    message: 'Switchyard closed during this command.',
    hint: 'All accepted work is saved. Resume a run: npx switchyard resume',
  },
  file_unreadable: ({ file, why }: Facts<'file' | 'why'>) => ({
    message: `Cannot read ${file}: ${why}.`,
    hint: 'Check the path and the file.',
  }),
  file_unwritable: ({ file, code }: Facts<'file' | 'code'>) => ({
    message: `Cannot write ${file}: ${code}.`,
    hint: 'Check the path.',
  }),
  file_not_text: ({ file }: Facts<'file'>) => ({
    message: `Cannot read ${file}: not a text file.`,
    hint: 'Save the file as UTF-8.',
  }),
  path_not_a_file: ({ file }: Facts<'file'>) => ({
    message: `Cannot read ${file}: not a file.`,
    hint: 'Choose a file.',
  }),
  too_many_agent_files: ({ path, most }: Facts<'path' | 'most'>) => ({
    message: `${path} has more than ${most} possible agent files.`,
    hint: 'Choose the folder with the agent files.',
  }),
  no_agent_files: ({ path }: Facts<'path'>) => ({
    message: `${path} has no .md, .yaml or .json file.`,
    hint: 'Choose the folder with the agent files.',
  }),
  folder_without_plans: ({ folder }: Facts<'folder'>) => ({
    message: `${folder} has no Markdown or YAML files.`,
    hint: 'Choose the plan file or its folder.',
  }),
  folder_too_many_files: ({ folder, most }: Facts<'folder' | 'most'>) => ({
    message: `${folder} has more than ${most} files.`,
    hint: 'Choose a smaller folder.',
  }),
  folder_too_large: ({ what, most }: Facts<'what' | 'most'>) => ({
    message: `${what}: more than ${most} bytes.`,
    hint: 'Choose a smaller folder, or one file.',
  }),
  folder_path_too_long: ({ path }: Facts<'path'>) => ({
    message: `The path ${path}… is too long.`,
    hint: 'Choose a folder with a shorter path.',
  }),
  plan_file_refused: ({ why, hint, file }: Facts<'why' | 'hint' | 'file'>) => ({
    message: `${why}`,
    hint: `${hint} List all problems: npx switchyard plan check ${file}`,
  }),
  file_without_plan: { message: 'The file has no plan.', hint: 'Check the file.' },
  file_plan_without_tasks: ({ plan }: Facts<'plan'>) => ({
    message: `Plan ${plan} has no tasks.`,
    hint: 'Add at least one task.',
  }),
  file_dependency_cycle: ({ path }: Facts<'path'>) => ({
    message: `The dependencies of the tasks form a cycle. ${path}`,
    hint: 'Fix the file.',
  }),
  file_only_simulated_agents: ({ file }: Facts<'file'>) => ({
    message: `All agents in ${file} are simulated. Simulated agents work in simulations only.`,
    hint: 'Add --simulate, or use agents that do real work.',
  }),
  no_fix_selected: {
    message: 'No fix is selected.',
    hint: 'Add --all (and --cycles for cycles), --fix with ids, or both.',
  },
  answer_empty: {
    message: 'The answer is empty.',
    hint: 'Add a text with --note, or fill the form with --response.',
  },
  approval_by_agent: {
    message: 'An agent started this command, and agents cannot answer approvals.',
    hint: 'Start `switchyard mcp` without --decide.',
  },
  key_missing_in_input: { message: 'The input has no key.', hint: 'Write the key to standard input.' },
  keystore_closed: ({ why }: Facts<'why'>) => ({
    message: `Cannot open the keystore of this system: ${why}.`,
    hint: 'Unlock the keystore, or set SWITCHYARD_MODEL_KEY.',
  }),
}
