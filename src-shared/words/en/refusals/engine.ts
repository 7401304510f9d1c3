import type { Facts } from './facts.ts'

/** States of an attempt that no longer accepts reports, as parts of `attempt_not_running`. */
export const attemptStates = {
  leaseEnded: 'its lease has expired',
  runFinished: 'its run is finished',
  stopping: 'it is stopping',
  task: (status: string) => `its task is ${status}`,
}

/** Refusals of the engine's rules: runs, tasks, approvals, budgets, agents and skills. */
export const engineRefusals = {
  app_closing: { message: 'Switchyard is closing.', hint: 'Start Switchyard and try again.' },
  command_not_answered: { message: 'The command was not answered.', hint: 'Send it again.' },
  command_id_reused: ({ id, at }: Facts<'id' | 'at'>) => ({
    message: `The command id ${id} was used for another request at ${at}.`,
    hint: 'Use a new id for each new request.',
  }),

  run_not_running: ({ run }: Facts<'run'>) => ({
    message: `Run ${run} is not running.`,
    hint: 'Check the id. A finished run cannot change.',
  }),
  run_already_paused: ({ run }: Facts<'run'>) => ({
    message: `Run ${run} is already paused.`,
    hint: 'Resume the run to continue.',
  }),
  run_not_paused: ({ run }: Facts<'run'>) => ({
    message: `Run ${run} is not paused.`,
    hint: 'No action is needed.',
  }),
  no_task_given: { message: 'No task was given.', hint: 'Add at least one task.' },
  run_too_large: ({ most }: Facts<'most'>) => ({
    message: `The run would have more than ${most} tasks.`,
    hint: 'Add fewer tasks.',
  }),
  link_too_late: ({ task, status }: Facts<'task' | 'status'>) => ({
    message: `Task ${task} is ${status}, so it cannot get another dependency.`,
    hint: 'Link tasks that have not started.',
  }),
  link_task_not_found: ({ task }: Facts<'task'>) => ({
    message: `Task not found: ${task}`,
    hint: 'Link tasks that have not started.',
  }),
  group_finished: ({ group, status }: Facts<'group' | 'status'>) => ({
    message: `Group ${group} is already ${status}.`,
    hint: 'Choose a group that is not finished.',
  }),
  condition_result_too_late: ({ task, dependency }: Facts<'task' | 'dependency'>) => ({
    message: `The condition of ${task} reads the result of ${dependency}, which was not kept.`,
    hint: 'Use its status, or add the task before the dependency ends.',
  }),
  reuse_task_not_found: ({ task }: Facts<'task'>) => ({
    message: `Task ${task} cannot reuse a result: it is not in the plan, or was named twice.`,
    hint: 'Name each task of the plan at most once.',
  }),
  decision_already_made: ({ after }: Facts<'after'>) => ({
    message: `No decision is open after ${after}.`,
    hint: 'Reload. The decision was already made.',
  }),

  task_not_found: ({ task }: Facts<'task'>) => ({
    message: `Task not found: ${task}`,
    hint: 'Check the task’s key.',
  }),
  task_finished: ({ task, status }: Facts<'task' | 'status'>) => ({
    message: `Task ${task} is already ${status}.`,
    hint: 'Finished runs and tasks cannot change.',
  }),
  task_text_in_use: ({ task }: Facts<'task'>) => ({
    message: `An agent is already working on the current text of task ${task}.`,
    hint: 'Cancel the task, or change its text before it starts.',
  }),
  task_text_approved: ({ task }: Facts<'task'>) => ({
    message: `The current text of task ${task} was approved.`,
    hint: 'Cancel the task and add another one.',
  }),
  task_not_waiting_for_retry: ({ task }: Facts<'task'>) => ({
    message: `Task ${task} is not waiting for a retry.`,
    hint: 'Check the task’s reason for waiting.',
  }),
  task_not_held: ({ task }: Facts<'task'>) => ({
    message: `Task ${task} is not blocked by a report of its agent.`,
    hint: 'Check the task’s reason for waiting.',
  }),
  task_not_assigned: ({ task, agent }: Facts<'task' | 'agent'>) => ({
    message: `Task ${task} is not assigned to Agent ${agent}`,
    hint: 'Choose a task that is assigned to this agent.',
  }),
  task_running: ({ task, agent }: Facts<'task' | 'agent'>) => ({
    message: `${agent} is working on task ${task}.`,
    hint: 'Wait until it ends, or cancel the task.',
  }),
  task_awaiting_input: ({ task, agent }: Facts<'task' | 'agent'>) => ({
    message: `${agent} is waiting for an answer to task ${task}.`,
    hint: 'Answer it first, or hand the task back.',
  }),
  task_awaiting_review: ({ task }: Facts<'task'>) => ({
    message: `Task ${task} is done and waiting for review.`,
    hint: 'Answer the review.',
  }),
  task_on_hold: ({ why }: Facts<'why'>) => ({
    message: `${why}`,
    hint: 'Choose another task, or wait.',
  }),
  group_without_agent: ({ group }: Facts<'group'>) => ({
    message: `Group ${group} cannot have an agent.`,
    hint: 'Assign an agent to the tasks in the group.',
  }),
  assigned_agent_unsuitable: ({ task, why }: Facts<'task' | 'why'>) => ({
    message: `Task ${task} would never start. ${why}`,
    hint: 'Choose another agent.',
  }),
  cost_not_covered: ({ why }: Facts<'why'>) => ({
    message: `${why}`,
    hint: 'Increase the budget, or lower the cost.',
  }),

  agent_not_found: ({ agent }: Facts<'agent'>) => ({
    message: `Agent not found: ${agent}`,
    hint: 'Check the agent’s id, or register the agent.',
  }),
  agent_not_external: ({ agent }: Facts<'agent'>) => ({
    message: `Switchyard runs agent ${agent} itself.`,
    hint: 'Only external agents claim tasks.',
  }),
  agent_not_free: ({ why }: Facts<'why'>) => ({
    message: `${why}`,
    hint: 'Finish the running task first.',
  }),
  agent_kind_changed: ({ agent }: Facts<'agent'>) => ({
    message: `Agent ${agent} has another kind, and open tasks depend on it.`,
    hint: 'Use another id for the new agent.',
  }),
  agent_built_in: ({ agent }: Facts<'agent'>) => ({
    message: `The id ${agent} belongs to a built-in agent.`,
    hint: 'Use another id.',
  }),
  agent_config_invalid: ({ agent, why, hint }: Facts<'agent' | 'why' | 'hint'>) => ({
    message: `Invalid config of agent ${agent}: ${why}`,
    hint: `${hint}`,
  }),
  approved_agent_changed: ({ task, agent }: Facts<'task' | 'agent'>) => ({
    message: `Task ${task} was approved with the earlier settings of ${agent}.`,
    hint: 'Use another id for the new agent, or cancel the task first.',
  }),
  roster_full: ({ count, most }: Facts<'count' | 'most'>) => ({
    message: `There would be ${count} agents. The limit is ${most}.`,
    hint: 'Register fewer agents.',
  }),

  skill_invalid: ({ skill }: Facts<'skill'>) => ({
    message: `Invalid skill: ${skill}.`,
    hint: 'Use up to 64 lower-case letters, digits and _, starting with a letter or digit.',
  }),
  alias_of_itself: ({ alias }: Facts<'alias'>) => ({
    message: `${alias} cannot be an alias of itself.`,
    hint: 'Name two different skills.',
  }),
  alias_taken: ({ alias, skill }: Facts<'alias' | 'skill'>) => ({
    message: `${alias} is already an alias of ${skill}.`,
    hint: 'Remove that alias first.',
  }),
  skill_is_alias: ({ skill, target, alias }: Facts<'skill' | 'target' | 'alias'>) => ({
    message: `${skill} is itself an alias of ${target}.`,
    hint: `Make ${alias} an alias of ${target}.`,
  }),
  alias_has_aliases: ({ other, skill }: Facts<'other' | 'skill'>) => ({
    message: `${skill} cannot become an alias: ${other} is an alias of it.`,
    hint: `Remove the alias ${other} first.`,
  }),
  alias_not_found: ({ alias }: Facts<'alias'>) => ({
    message: `Alias not found: ${alias}.`,
    hint: 'Check the spelling.',
  }),

  approval_decided: ({ approval }: Facts<'approval'>) => ({
    message: `Approval ${approval} is not open.`,
    hint: 'It was already answered, or its task has ended.',
  }),
  approval_answered_at: ({
    approval,
    person,
    answer,
    at,
  }: Facts<'approval' | 'person' | 'answer' | 'at'>) => ({
    message: `${person === 'me' ? 'You' : person === '' ? 'Another person' : person} answered “${answer}” to approval ${approval} at ${at}.`,
    hint: 'No action is needed.',
  }),
  approval_closed_at: ({ approval, closed, at }: Facts<'approval' | 'closed' | 'at'>) => ({
    message: `Approval ${approval} was ${closed} at ${at}.`,
    hint: 'Run the task again to get a new approval.',
  }),
  approval_edit_invalid: ({ why, hint }: Facts<'why' | 'hint'>) => ({
    message: `The edit does not match: ${why}`,
    hint: `${hint}`,
  }),
  approval_expired: ({ approval, at }: Facts<'approval' | 'at'>) => ({
    message: `Approval ${approval} expired at ${at}.`,
    hint: 'Run the task again to get a new approval.',
  }),
  approval_changed: {
    message: 'The request of this approval has changed since you opened it.',
    hint: 'Review it again, then answer.',
  },
  answer_not_allowed: ({ answer, allowed }: Facts<'answer' | 'allowed'>) => ({
    message: `This approval does not accept the answer ${answer}.`,
    hint: `Answer with one of: ${allowed}.`,
  }),
  answer_by_other_person: ({ person }: Facts<'person'>) => ({
    message: `Only ${person} can answer this approval.`,
    hint: 'Answer as that person, or delegate the approval.',
  }),
  delegate_by_other_person: ({ person }: Facts<'person'>) => ({
    message: `Only ${person} can answer or delegate this approval.`,
    hint: 'Delegate as that person.',
  }),
  already_approved_by: ({ person }: Facts<'person'>) => ({
    message: `${person} has already approved.`,
    hint: 'Another person must approve.',
  }),
  quorum_cannot_be_delegated: ({ quorum }: Facts<'quorum'>) => ({
    message: `This approval needs ${quorum} people, so it cannot be delegated to one.`,
    hint: 'Let each of them answer.',
  }),
  handed_back_without_reason: {
    message: 'A task needs a reason to be handed back.',
    hint: 'Add a note for the next person.',
  },
  amount_invalid: {
    message: 'The amount must be a whole number of minor units, above 0.',
    hint: 'Send { "amountMinor": 1000 } for 10.00.',
  },
  gate_invalid: ({ task, why }: Facts<'task' | 'why'>) => ({
    message: `Invalid gate of task ${task}: ${why}.`,
    hint: 'Correct the gate.',
  }),
  review_of_group: ({ group }: Facts<'group'>) => ({
    message: `Group ${group} has no result of its own to review.`,
    hint: 'Put the gate on the tasks in the group.',
  }),
  form_values_missing: { message: 'This approval needs the values of its form.', hint: 'Send them by key.' },
  form_field_unknown: ({ name }: Facts<'name'>) => ({
    message: `The form has no field ${name}.`,
    hint: 'Send only fields of the form.',
  }),
  form_value_missing: ({ label }: Facts<'label'>) => ({
    message: `“${label}” is required.`,
    hint: 'Enter a value.',
  }),
  form_value_invalid: ({ label, type }: Facts<'label' | 'type'>) => ({
    message: `“${label}” must be a ${type}.`,
    hint: 'Correct the value.',
  }),
  form_choice_invalid: ({ label, options }: Facts<'label' | 'options'>) => ({
    message: `“${label}” must be one of: ${options}.`,
    hint: 'Choose one of these values.',
  }),

  attempt_not_running: ({ attempt, status }: Facts<'attempt' | 'status'>) => ({
    message: `Attempt ${attempt} is no longer running: ${status}.`,
    hint: 'Its result is not used.',
  }),
  attempt_not_stopping: ({ attempt }: Facts<'attempt'>) => ({
    message: `Attempt ${attempt} was not asked to stop.`,
    hint: 'No action is needed.',
  }),
  cost_report_invalid: ({
    currency,
    soFar,
    reported,
    reportedCurrency,
  }: Facts<'currency' | 'soFar' | 'reported' | 'reportedCurrency'>) => ({
    message: `The cost of an attempt cannot fall or change currency: ${soFar} ${currency} so far, now ${reported} ${reportedCurrency}.`,
    hint: 'Report the total so far in one currency.',
  }),
  checks_not_passed: ({ title }: Facts<'title'>) => ({
    message: `The result of “${title}” has not passed the checks of its task.`,
    hint: 'Wait for the checks, or report the attempt as failed.',
  }),

  budget_not_found: ({ account }: Facts<'account'>) => ({
    message: `Budget not found: ${account}.`,
    hint: 'A group gets its budget from the plan.',
  }),
  budget_owner_finished: ({ account }: Facts<'account'>) => ({
    message: `${account} is finished or does not exist.`,
    hint: 'Set the budget of a run that is not finished.',
  }),
  budget_below_spent: ({ spent }: Facts<'spent'>) => ({
    message: `${spent} is already spent or reserved.`,
    hint: 'Set at least this amount.',
  }),
  budget_on_task: ({ task }: Facts<'task'>) => ({
    message: `Task ${task} has a budget. Only groups can have one.`,
    hint: 'Set a cost limit on the task, or a budget on its group.',
  }),
  spent_in_other_currency: ({ account, currency }: Facts<'account' | 'currency'>) => ({
    message: `The spending of ${account} is in ${currency}.`,
    hint: 'Set the budget in the same currency.',
  }),

  condition_too_long: ({ count, most }: Facts<'count' | 'most'>) => ({
    message: `The condition has ${count} characters. The limit is ${most}.`,
    hint: 'Shorten the condition.',
  }),
  condition_invalid: ({ column, why, hint }: Facts<'column' | 'why' | 'hint'>) => ({
    message: `Invalid condition at column ${column}: ${why}.`,
    hint: `${hint}`,
  }),
}
