import type { Facts } from './facts.ts'

/** Refusals of plans: their structure, their import and their fixes. */
export const planningRefusals = {
  plan_without_tasks: { message: 'The plan has no tasks.', hint: 'Add at least one task.' },
  plan_too_large: ({ count, most }: Facts<'count' | 'most'>) => ({
    message: `The plan has ${count} tasks. The limit is ${most}.`,
    hint: 'Split it into several plans.',
  }),
  duplicate_task_id: ({ task }: Facts<'task'>) => ({
    message: `Two tasks have the id ${task}.`,
    hint: 'Give each task its own id.',
  }),
  dependency_unknown: ({ task, dependency }: Facts<'task' | 'dependency'>) => ({
    message: `Task ${task} depends on ${dependency}, which is not in the plan.`,
    hint: 'Add the task, or remove the dependency.',
  }),
  dependency_cycle: ({ path }: Facts<'path'>) => ({
    message: `The dependencies form a cycle: ${path}.`,
    hint: 'Remove one of these dependencies.',
  }),
  parent_not_a_group: ({ task, parent }: Facts<'task' | 'parent'>) => ({
    message: `Task ${task} belongs to ${parent}, which is not a group of the plan.`,
    hint: 'Add the group, or remove the task from it.',
  }),
  groups_too_deep: ({ task, most }: Facts<'task' | 'most'>) => ({
    message: `Task ${task} is nested in more than ${most} groups.`,
    hint: 'Use fewer levels.',
  }),
  task_condition_invalid: ({ task, why, hint }: Facts<'task' | 'why' | 'hint'>) => ({
    message: `Task ${task}: ${why}`,
    hint: `${hint}`,
  }),
  sub_plans_too_large: ({ most }: Facts<'most'>) => ({
    message: `The plan has more than ${most} tasks, counting its sub-plans.`,
    hint: 'Use fewer sub-plans.',
  }),
  sub_plan_cycle: ({ task, path }: Facts<'task' | 'path'>) => ({
    message: `The sub-plan of task ${task} contains itself: ${path}.`,
    hint: 'Remove one of these sub-plans.',
  }),
  sub_plan_not_found: ({ task, plan }: Facts<'task' | 'plan'>) => ({
    message: `Task ${task} uses plan ${plan}, which does not exist.`,
    hint: 'Import the plan first: switchyard import FILE',
  }),
  fix_not_found: ({ fix }: Facts<'fix'>) => ({
    message: `Fix ${fix} does not exist for this plan.`,
    hint: 'Check the plan again to list the current fixes.',
  }),
  plan_fields_unreadable: ({ places }: Facts<'places'>) => ({
    message: `Nothing was saved: unreadable fields of the plan would be lost (${places}).`,
    hint: 'Fix them in the file.',
  }),
  plan_fields_fixable: ({ places, fixes }: Facts<'places' | 'fixes'>) => ({
    message: `Nothing was saved: unreadable fields of the plan would be lost (${places}).`,
    hint: `Fix them in the file, or apply a fix, such as: ${fixes}`,
  }),
  message_empty: {
    message: 'The message contains no words.',
    hint: 'Describe the work, for example: research the best laptops.',
  },

  json_empty: { message: 'Line 1, column 1: the text is empty.', hint: 'Enter a JSON document.' },
  json_invalid: ({ place, why }: Facts<'place' | 'why'>) => ({
    message: `${place}: ${why}.`,
    hint: 'Fix the text at this position and try again.',
  }),
  json_too_many_values: ({ place, most }: Facts<'place' | 'most'>) => ({
    message: `${place}: more than ${most} values.`,
    hint: 'Split the file into smaller ones.',
  }),
  json_too_deep: ({ place, most }: Facts<'place' | 'most'>) => ({
    message: `${place}: more than ${most} levels of nesting.`,
    hint: 'Reduce the nesting.',
  }),
  json_key_forbidden: ({ place, key }: Facts<'place' | 'key'>) => ({
    message: `${place}: the key "${key}" is not allowed.`,
    hint: 'Rename the key.',
  }),
  duplicate_key: ({ place, key }: Facts<'place' | 'key'>) => ({
    message: `${place}: duplicate key "${key}" in one object.`,
    hint: 'Remove one of the two.',
  }),
  folder_instead_of_json: {
    message: 'The file contains a folder of files, not JSON.',
    hint: 'Import a single file.',
  },
  yaml_invalid: ({ place, why }: Facts<'place' | 'why'>) => ({
    message: `${place}: invalid YAML (${why}).`,
    hint: 'Fix the text at this position and try again.',
  }),
  yaml_not_text: ({ place, why }: Facts<'place' | 'why'>) => ({
    message: `${place}: ${why}.`,
    hint: 'Remove the character, and save the file as UTF-8.',
  }),
  yaml_text_damaged: ({ place }: Facts<'place'>) => ({
    message: `${place}: the text contains a NUL character or an incomplete character.`,
    hint: 'Remove the character, and save the file as UTF-8.',
  }),
  yaml_too_many_values: ({ place, most }: Facts<'place' | 'most'>) => ({
    message: `${place}: more than ${most} values, counting repeated aliases.`,
    hint: 'Split the file into smaller ones.',
  }),
  yaml_too_deep: ({ place }: Facts<'place'>) => ({
    message: `${place}: too many levels of nesting.`,
    hint: 'Reduce the nesting.',
  }),

  format_unknown: ({ known }: Facts<'known'>) => ({
    message: `Unsupported file format. Switchyard reads: ${known}.`,
    hint: 'Use one of these formats, or a Switchyard plan (plan_id and tasks).',
  }),
  format_unknown_table: ({ known }: Facts<'known'>) => ({
    message: `Unsupported file format. Switchyard reads: ${known}.`,
    hint: 'Name the columns of the table in its first row, for example: title, id, depends_on, description.',
  }),
  format_unknown_checklist: ({ known }: Facts<'known'>) => ({
    message: `Unsupported file format. Switchyard reads: ${known}.`,
    hint: 'Write a checklist with boxes: - [ ] Sort the cellar.',
  }),
  file_empty: ({ file }: Facts<'file'>) => ({
    message: `${file} is empty.`,
    hint: 'Choose a file that contains a plan.',
  }),
  import_too_many_tasks: ({ plan, count, most }: Facts<'plan' | 'count' | 'most'>) => ({
    message: `Plan ${plan} has ${count} tasks and subtasks. The limit is ${most}.`,
    hint: 'Split it into several plans.',
  }),
  import_text_too_large: ({ count, most }: Facts<'count' | 'most'>) => ({
    message: `The text has ${count} characters. The limit is ${most}.`,
    hint: 'Split it into smaller files.',
  }),
  text_invalid_at_line: ({ line, why }: Facts<'line' | 'why'>) => ({
    message: `Line ${line}: ${why}.`,
    hint: 'Fix the text at this position and try again.',
  }),
  too_many_checklists: ({ count, most }: Facts<'count' | 'most'>) => ({
    message: `The file has ${count} checklists. The limit is ${most}.`,
    hint: 'Import fewer checklists.',
  }),
  table_unreadable: ({ why }: Facts<'why'>) => ({
    message: `Invalid table: ${why}.`,
    hint: 'Fix the row and try again.',
  }),
  table_without_header: {
    message: 'The first row of the table does not name its columns.',
    hint: 'Name them in the first row: id, title, depends_on.',
  },
  graph_undirected: {
    message: 'This DOT file is an undirected graph, so the order of its tasks is unknown.',
    hint: 'Use a digraph with arrows (->).',
  },
  not_a_github_workflow: {
    message: 'This is not a GitHub Actions workflow: its jobs are not listed by id.',
    hint: 'Choose a file of .github/workflows.',
  },
  no_mermaid_flowchart: {
    message: 'The file contains no Mermaid flowchart.',
    hint: 'Start the flowchart with "flowchart TD".',
  },
  flowchart_too_many_arrows: {
    message: 'The flowchart has more than a million arrows.',
    hint: 'Split it into several plans.',
  },
  list_instead_of_task: ({ where }: Facts<'where'>) => ({
    message: `${where} is a list, but must be a task.`,
    hint: 'Remove the inner brackets.',
  }),
  not_a_task_master_file: {
    message: 'This is not a Task Master file: it has no list of tasks, and no tags with one.',
    hint: 'Choose the file .taskmaster/tasks/tasks.json of a project.',
  },
  too_many_tags: ({ count, most }: Facts<'count' | 'most'>) => ({
    message: `The file has ${count} tags. The limit is ${most}.`,
    hint: 'Import fewer tags.',
  }),
  not_a_wfcommons_workflow: {
    message: 'This is not a WfCommons workflow: it has no list of tasks.',
    hint: 'Choose a WfFormat instance, for example from WfInstances.',
  },
}
