import type { Facts } from './facts.ts'

const runAgain = 'Run the plan again.'
const webhookUrl = 'Enter a URL such as https://example.com/hooks.'

/** Refusals of the app's use cases: plans, drafts, runs, agents, settings, backups and webhooks. */
export const appRefusals = {
  not_found: ({ what }: Facts<'what'>) => ({ message: `${what} does not exist.`, hint: 'Check the id.' }),
  not_running_read_only: {
    message: 'Switchyard is not running, so data can only be read.',
    hint: 'Start it first, for example with: npx switchyard serve',
  },
  server_not_running: {
    message: 'No Switchyard server is running here.',
    hint: 'Start one with: npx switchyard serve',
  },
  restart_impossible: {
    message: 'This Switchyard cannot restart itself.',
    hint: 'Open the desktop app, or start a server with: npx switchyard serve',
  },

  plan_missing: { message: 'No plan was given.', hint: 'Send planId, document or request.' },
  plan_replaced: ({ plan }: Facts<'plan'>) => ({
    message: `Plan ${plan} was deleted or published again in the meantime.`,
    hint: 'Open the current plan from the list.',
  }),
  plan_version_outdated: ({ plan, version }: Facts<'plan' | 'version'>) => ({
    message: `Plan ${plan} has a newer version, ${version}.`,
    hint: 'Restore the newer version, or create a draft from this one.',
  }),
  plan_not_in_file: ({ plan, known }: Facts<'plan' | 'known'>) => ({
    message: `The file has no plan ${plan}.`,
    hint: `Plans in the file: ${known}.`,
  }),
  project_exists: ({ project }: Facts<'project'>) => ({
    message: `Project ${project} already exists.`,
    hint: 'Choose another name.',
  }),
  project_folder_not_absolute: ({ folder }: Facts<'folder'>) => ({
    message: `The project folder ${folder} is not an absolute path.`,
    hint: 'Enter the full path.',
  }),
  project_folder_not_found: ({ folder }: Facts<'folder'>) => ({
    message: `The project folder ${folder} does not exist or is not a folder.`,
    hint: 'Check the path, or leave the folder out.',
  }),
  draft_exists: ({ draft }: Facts<'draft'>) => ({
    message: `Draft ${draft} already exists.`,
    hint: 'Create the draft under a new id.',
  }),
  draft_without_content: {
    message: 'The new draft has no content.',
    hint: 'Send planId, document or both.',
  },
  draft_too_large: ({ count, most }: Facts<'count' | 'most'>) => ({
    message: `The draft has ${count} characters. The limit is ${most}.`,
    hint: 'Shorten descriptions, or split the plan.',
  }),
  draft_changed_elsewhere: ({ draft, newest, revision }: Facts<'draft' | 'newest' | 'revision'>) => ({
    message: `Draft ${draft} was changed elsewhere: revision ${newest} is current, and you changed ${revision}.`,
    hint: 'Review the current draft and save again, or save yours as another draft.',
  }),

  run_source_missing: {
    message: 'No plan was given to run.',
    hint: 'Send planId, sampleId, templateId, againRunId or request.',
  },
  edited_task_not_found: ({ task }: Facts<'task'>) => ({
    message: `Task ${task} cannot be changed: it is not in the plan.`,
    hint: 'Check the task’s key.',
  }),
  assigned_task_not_found: ({ task }: Facts<'task'>) => ({
    message: `Task ${task} cannot be assigned: it is not in the plan.`,
    hint: 'Check the task’s key.',
  }),
  run_only_simulated_agents: {
    message: 'All agents for this run are simulated. Simulated agents work in simulations only.',
    hint: 'Start a simulation (--simulate, or "simulate": true), or add agents that do real work.',
  },
  goal_not_simulated: {
    message: 'A goal cannot be simulated.',
    hint: 'Create a plan from the goal, and simulate the plan.',
  },
  goal_never_covered: ({ why }: Facts<'why'>) => ({
    message: `${why}`,
    hint: 'Increase the budget, or use the built-in rules.',
  }),
  run_without_goal: ({ run }: Facts<'run'>) => ({
    message: `Run ${run} has no goal.`,
    hint: 'Read the results of its tasks.',
  }),
  run_unfinished: ({ status }: Facts<'status'>) => ({
    message: `The run is ${status}.`,
    hint: 'Wait until it finishes, or stop it.',
  }),
  again_run_missing: {
    message: 'Results can only be reused from a run.',
    hint: 'Send its id in againRunId.',
  },
  again_run_unfinished: { message: 'The run is not finished.', hint: 'Wait until it finishes, or stop it.' },
  again_run_of_goal: { message: 'A run of a goal can only run again as a whole.', hint: runAgain },
  again_run_with_worktrees: {
    message: 'The tasks of this run build on each other’s worktrees, so they cannot run again one by one.',
    hint: runAgain,
  },
  again_run_complete: { message: 'All tasks of the run are done.', hint: runAgain },
  approval_not_found: ({ approval }: Facts<'approval'>) => ({
    message: `Approval not found: ${approval}.`,
    hint: 'Check the id.',
  }),
  request_not_covered: ({ why, run }: Facts<'why' | 'run'>) => ({
    message: `${why}`,
    hint: `Increase the budget, or lower the cost. GET /api/v1/tasks/${run} returns the record of this refusal.`,
  }),
  task_id_not_found: ({ task }: Facts<'task'>) => ({
    message: `Task not found: ${task}`,
    hint: 'Use the form <run id>/<task key>, URL-encoded in a path.',
  }),
  task_token_invalid: ({ task }: Facts<'task'>) => ({
    message: `The token does not belong to task ${task}, or has expired.`,
    hint: 'Send the token that execute returned.',
  }),
  progress_invalid: { message: 'Progress must be between 0 and 100', hint: 'Send a percentage.' },

  merge_needs_whole_run: {
    message: 'All tasks of the run share one worktree.',
    hint: 'Merge the run without naming a task.',
  },
  merge_task_unfinished: ({ task, status }: Facts<'task' | 'status'>) => ({
    message: `Task ${task} is ${status}.`,
    hint: 'Wait until it is done.',
  }),
  merge_run_unfinished: ({ status }: Facts<'status'>) => ({
    message: `The run is ${status}, and its tasks share one worktree.`,
    hint: 'Wait until the run finishes.',
  }),
  workspace_without_run: {
    message: 'No run in this data folder owns this workspace.',
    hint: 'Check its contents, then delete it with force.',
  },

  duplicate_agent_id: ({ agent }: Facts<'agent'>) => ({
    message: `Two agents have the id ${agent}.`,
    hint: 'Give each agent its own id.',
  }),
  agent_offline: ({ agent }: Facts<'agent'>) => ({
    message: `${agent} is offline, so the test would never start.`,
    hint: 'Enable the agent first.',
  }),
  agent_card_missing: { message: 'No agent card found at this address.', hint: 'Check the address.' },
  agent_card_unreadable: ({ why }: Facts<'why'>) => ({
    message: `${why}`,
    hint: 'Check the address, and that the agent is running.',
  }),
  import_input_missing: {
    message: 'Send either text and fileName, or files.',
    hint: 'Use text and fileName for one file, and files for several.',
  },

  memory_too_large: { message: 'The content is too long.', hint: 'Save a summary.' },
  memory_task_without_run: { message: 'A task needs its run.', hint: 'Send the runId as well.' },
  run_of_other_project: ({ run, project }: Facts<'run' | 'project'>) => ({
    message: `Run ${run} does not belong to project ${project}.`,
    hint: 'Leave projectId out. The project of the run is used.',
  }),

  offset_without_search: {
    message: 'Lists without a search use "before" for paging, not "offset".',
    hint: 'Send the createdAt of the last entry as "before".',
  },
  span_reversed: { message: 'The end of the period is before its start.', hint: 'Choose a later end.' },
  instant_invalid: ({ field }: Facts<'field'>) => ({
    message: `${field} is not a valid date.`,
    hint: 'Use the form 2026-01-31 or 2026-01-31T12:00:00Z.',
  }),

  setting_invalid: ({ variable, what, instead }: Facts<'variable' | 'what' | 'instead'>) => ({
    message: `${variable} ${what}.`,
    hint: `Set ${instead}.`,
  }),
  settings_unreadable: ({ why, file }: Facts<'why' | 'file'>) => ({
    message: `Cannot read the settings: ${why}`,
    hint: `Fix or move ${file}, and restart Switchyard.`,
  }),
  setting_set_by_environment: ({ variable }: Facts<'variable'>) => ({
    message: `The environment variable ${variable} sets this.`,
    hint: 'Start Switchyard without the variable to change the setting here.',
  }),
  preference_too_large: ({ name, most }: Facts<'name' | 'most'>) => ({
    message: `The preference ${name} is longer than ${most} characters.`,
    hint: 'Store large values in a file.',
  }),
  mail_server_missing: {
    message: 'No mail server is configured.',
    hint: 'Open Settings → Mail.',
  },
  keystore_unreachable_for_key: ({ why }: Facts<'why'>) => ({
    message: `Cannot open the keystore of this system: ${why}`,
    hint: 'Unlock the keystore, or use an environment variable for the key.',
  }),
  keystore_unreachable_for_mail: ({ why }: Facts<'why'>) => ({
    message: `Cannot open the keystore of this system: ${why}`,
    hint: 'Set SWITCHYARD_MAIL_PASSWORD, and restart Switchyard.',
  }),
  decision_model_missing: {
    message: 'No model is set for decisions.',
    hint: 'Set SWITCHYARD_MODEL, or choose a model in Settings.',
  },
  model_name_taken: ({ model }: Facts<'model'>) => ({
    message: `Model ${model} already exists.`,
    hint: 'Choose another name.',
  }),
  model_not_found: ({ model }: Facts<'model'>) => ({
    message: `Model ${model} does not exist.`,
    hint: 'Choose a model from the list.',
  }),
  model_set_by_environment: ({ model }: Facts<'model'>) => ({
    message: `An environment variable sets model ${model}.`,
    hint: 'Change the SWITCHYARD_MODEL variables, and restart Switchyard.',
  }),
  model_variable_invalid: ({ why, hint }: Facts<'why' | 'hint'>) => ({ message: `${why}`, hint: `${hint}` }),
  purpose_set_by_environment: ({ purpose }: Facts<'purpose'>) => ({
    message: `An environment variable sets the model for ${purpose}.`,
    hint: 'Change the SWITCHYARD_MODEL variables, and restart Switchyard.',
  }),

  backup_not_found: ({ backup }: Facts<'backup'>) => ({
    message: `Backup ${backup} does not exist.`,
    hint: 'Choose a backup from the list.',
  }),
  backup_damaged: ({ why }: Facts<'why'>) => ({
    message: `This backup is damaged. ${why}`,
    hint: 'Choose another backup.',
  }),
  backup_newer: ({ version }: Facts<'version'>) => ({
    message: `This backup was created by a newer Switchyard (${version}).`,
    hint: 'Update Switchyard, then restore the backup.',
  }),

  webhook_url_incomplete: { message: 'The URL must start with https:// or http://.', hint: webhookUrl },
  webhook_url_with_password: {
    message: 'The URL must not contain a user name or password.',
    hint: webhookUrl,
  },
  webhook_url_without_host: { message: 'The URL has no host.', hint: webhookUrl },
  webhook_address_private: ({ host, kind, place }: Facts<'host' | 'kind' | 'place'>) => ({
    message: `${host} resolves to an address that is not public (${kind}).`,
    hint: `Use a public address. For your own receiver, start Switchyard with SWITCHYARD_WEBHOOK_ALLOW=${place}.`,
  }),
  webhook_event_unknown: ({ pattern, known }: Facts<'pattern' | 'known'>) => ({
    message: `Unknown event "${pattern}".`,
    hint: `Known events: ${known}.`,
  }),
  too_many_webhooks: ({ most }: Facts<'most'>) => ({
    message: `The limit of ${most} webhooks is reached.`,
    hint: 'Remove a webhook that is not used.',
  }),
  webhook_test_running: { message: 'A test of this webhook is running.', hint: 'Wait until the test ends.' },
  webhook_disabled: {
    message: 'The webhook of this delivery is disabled.',
    hint: 'Enable the webhook first.',
  },
  delivery_running: {
    message: 'The delivery has not ended.',
    hint: 'Wait. Switchyard retries it automatically.',
  },
  webhooks_not_sent: {
    message: 'Switchyard is not running, so no webhooks are sent.',
    hint: 'Start a server with: npx switchyard serve',
  },
}
