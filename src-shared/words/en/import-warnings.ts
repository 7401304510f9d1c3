import { plural } from '#shared/text/plural.ts'

/** Warnings of importers. `who` is `tasks.one` or `tasks.many`. Texts from a file are quoted and cut by the caller. */
export const importWarnings = {
  tasks: {
    one: (key: string) => `task ${key}`,
    many: (tasks: number, keys: string) => `${tasks} tasks (${keys})`,
  },
  kinds: {
    null: 'null',
    list: 'a list',
    listOf: (items: number) => `a list of ${items} ${items === 1 ? 'item' : 'items'}`,
    object: 'an object',
    string: 'a string',
    number: 'a number',
    boolean: 'a boolean',
    other: 'an unknown value',
  },
  more: (number: string) => `And ${number} more of these.`,
  fields: {
    estimate: 'estimate in minutes',
    dueDate: 'due date',
  },

  fieldNotKept: (field: string, who: string) => `Not imported: the field ${field} of ${who}.`,
  fieldsNotKept: (fields: string) => `Not imported: ${fields}.`,
  notAText: (field: string, value: string) => `Not imported: the field ${field} is ${value}, not a text.`,
  entryNotAText: (field: string) => `Not imported: an entry of ${field} that is not a text.`,
  numberAsText: (field: string, value: number) =>
    `The field ${field} is the number ${value}. Imported as text.`,
  nullText: (field: string, who: string) => `The field ${field} of ${who} is null. Imported as empty.`,
  notAList: (field: string, value: string) => `Not imported: the field ${field} is ${value}, not a list.`,
  missingDescription: (who: string) => `No description: ${who}.`,
  unknownValue: (field: string, who: string, value: string, effect: string) =>
    `The ${field} of ${who} is ${value}${effect}.`,
  missingValue: (field: string, who: string, effect: string) => `No ${field} in ${who}: ${effect}.`,
  effects: {
    unknownReadAs: (meaning: string) => `, an unknown value: imported as ${meaning}`,
    notADate: ', not a date. Not imported',
    notOneOf: (values: string, meaning: string) => `, not one of ${values}: imported as ${meaning}`,
    importedAs: (meaning: string) => `imported as ${meaning}`,
    notImported: '. Not imported',
    ordinaryTask: '. Imported as an ordinary task',
    noEstimate: 'no estimate',
    notSeconds: ', not a number of seconds. Not imported',
  },

  filesLeftOut: {
    noChecklist: (list: string, files: number) =>
      `Not imported, without a checklist: ${files === 1 ? list : `${files} files (${list})`}.`,
    noTask: (list: string, files: number) =>
      `Not imported, not a task file: ${files === 1 ? list : `${files} files (${list})`}.`,
  },

  statuses: {
    done: '"done"',
    cancelled: '"cancelled"',
    deferred: '"deferred"',
    optional: '"optional"',
    started: '"in progress"',
    inReview: '"in review"',
    blocked: '"blocked"',
    hooked: '"hooked by an agent"',
    pinned: '"pinned"',
  },
  statusKept: (who: string, status: string) =>
    `Status ${status} in the file: ${who}. A run counts the work as done.`,
  statusLost: (who: string, status: string, effect: string) =>
    `Status ${status} in the file: ${who}. A plan has no such status: ${effect}.`,
  statusEffects: {
    runs: 'a run does the work again',
    restarts: 'a run starts the work again',
    ordinary: 'a run treats the work like any other',
    dependencies: 'a run waits only for the dependencies',
  },

  emptyPlan: 'The plan has no tasks.',
  missingTitle: (who: string) => `No title: ${who}.`,
  titleFrom: (title: string) => `No title. Imported with the title ${title}.`,
  longTitle: 'The title is too long. It is shortened; the description has the full title.',
  longTitleOf: (who: string) =>
    `The title of ${who} is too long. It is shortened; the description has the full title.`,
  longTitleCharacters: (characters: number) =>
    `The title has ${characters} characters. It is shortened; the description has the full title.`,
  longText: (characters: number) => `The text has ${characters} characters. Its end is not imported.`,
  duplicateId: (id: string, key: string) => `The id ${id} is not unique. This task gets the key ${key}.`,
  missingId: (key: string) => `No id. The task gets the key ${key}.`,
  missingIdAndName: (key: string) => `No id and no name. The task gets the key ${key}.`,
  unusableId: (id: string, key: string) => `The id ${id} is invalid. The task gets the key ${key}.`,
  notATask: (value: string) => `Not imported: ${value} where a task is expected.`,
  notAJob: (value: string) => `Not imported: ${value} where a job is expected.`,
  notAnIssue: (value: string) => `Not imported: ${value} where an issue is expected.`,
  unusableSkill: (skill: string) => `Not imported: the skill ${skill} has no letter or digit.`,

  danglingDependency: (key: string) => `Removed the dependency on ${key}: there is no such task.`,
  selfDependency: 'Removed the dependency of the task on itself.',
  danglingParent: (key: string) => `Removed the parent ${key}: there is no such task.`,
  ownParent: (key: string) => `Removed the parent of ${key}: the task is its own parent.`,
  tooDeep: (levels: number) => `Removed the parent: the task is below more than ${levels} groups.`,
  parentDependency: (key: string) =>
    `Removed the dependency on ${key}: a task always starts after its group.`,
  childDependency: (key: string) => `Removed the dependency on ${key}: a group always ends after its tasks.`,
  cycle: (path: string) =>
    `Dependency cycle: ${path}. Remove one of these dependencies before you run the plan.`,
  dependencyNotAnId: (value: string) => `Not imported: a dependency is ${value}, not an id.`,
  dependencyNotAnObject: (value: string) => `Not imported: a dependency is ${value}, not an object.`,
  emptyDependency: 'Not imported: a dependency is null or empty.',
  repeatedDependency: (key: string) => `The dependency on ${key} is repeated.`,
  missingDependencies: (who: string) => `No field for dependencies in ${who}. Imported without dependencies.`,
  dependenciesNotAList: (value: string) =>
    `The dependencies are ${value}, not a list. Imported as one dependency.`,
  joinedDependencies: (written: string, ids: number) =>
    `The dependency ${written} contains ${plural(ids, 'id')}. Imported as separate dependencies.`,
  siblingFallback: (written: string) =>
    `There is no subtask ${written} here. Imported as a dependency on the task with this id.`,

  edges: {
    labelsNotKept: 'Not imported: the labels of these edges are not one condition.',
    labelNotKept: (who: string) => `Not imported: the label of an edge of ${who} is not a condition.`,
    bothWays: (who: string) => `An edge of ${who} points both ways. Imported from left to right.`,
    withoutDirection: (who: string) => `An edge of ${who} has no direction. Imported from left to right.`,
    invisible: (who: string) => `Not imported: an invisible edge of ${who}, which only affects the layout.`,
  },
  mermaid: {
    strayEnd: 'Skipped an "end" without a subgraph.',
    unclosedGroup: 'A subgraph has no "end". Imported up to the end of the file.',
    unreadable: (text: string) => `Not imported: cannot read ${text}.`,
  },
  dot: {
    afterGraph: 'Not imported: the text after the graph.',
  },

  checklist: {
    noOrder:
      'The list has no dependencies, so all tasks can run at the same time. Add dependencies where order matters.',
    unknownMark: (who: string, mark: string) => `The box of ${who} contains ${mark}. Imported as open.`,
    proseNotRead: (heading: string) =>
      `The text below ${heading} is not read. Phases run in sequence and user stories in parallel; [P] and "depends on" are read.`,
    boxWithoutId: (who: string) => `Not imported as a task: no id in ${who}.`,
    emptyBox: 'Not imported: a box without text.',
    wideRange: (range: string) => `The range ${range} is too wide. Only its two ends are imported.`,
    unclosedBlock: 'Not imported: everything below. The fenced block that starts here has no end.',
    unclosedComment: 'Not imported: everything below. The comment that starts here has no end.',
  },
  backlog: {
    sectionNotKept: (section: string, who: string) => `Not imported: the section ${section} of ${who}.`,
    frontMatterNotYaml: (who: string) =>
      `The front matter of ${who} is not valid YAML. Imported line by line.`,
    folderLeftOut: (folder: string, who: string) => `Not imported from the folder ${folder}: ${who}.`,
    folderRead: (folder: string, who: string) =>
      `Imported from the folder ${folder}, because there are no other tasks: ${who}.`,
  },
  beads: {
    otherType: (lines: number, type: string) =>
      `Not imported: ${plural(lines, 'line')} of the type ${type}, not an issue.`,
    notJson: (line: string) => `Not imported: the line ${line} is not valid JSON.`,
    noIdAndTitle: 'Not imported: a line without an id and a title.',
    unusableId: (key: string) => `The id is invalid. The task gets the key ${key}.`,
    deleted: (who: string) => `Not imported, deleted in the file: ${who}.`,
    severalParents: (first: string, others: string) =>
      `The issue has several parents. Imported with the parent ${first}, without ${others}.`,
    dependencyWithoutId: 'Not imported: a dependency without a valid id (depends_on_id).',
    issueMismatch: (who: string) =>
      `A dependency in ${who} has the id of another issue. Imported as a dependency of the issue that contains it.`,
    missingType: (who: string) => `A dependency of ${who} has no type. Imported as "blocks".`,
    deletedDependency: (who: string) => `Removed a dependency or a parent of ${who}: the file deletes it.`,
    notADependency: (type: string, who: string) =>
      `Not imported: the link ${type} of ${who} is not a dependency.`,
    runsOnFailure: (who: string) =>
      `Imported with the condition "failure", from "conditional-blocks": ${who}.`,
    runsOnAnyFailure: (who: string) =>
      `Imported with the condition "failure", from "conditional-blocks": ${who}. The condition counts every dependency, also those that must succeed in the file.`,
  },
  csv: {
    columnsNotKept: (columns: string, more: number) =>
      `Not imported: the columns ${columns}${more === 0 ? '' : ` and ${more} more`}.`,
    cellNotUnderstood: (column: string, value: string, who: string) =>
      `Not imported: ${value} in the column ${column} of ${who}.`,
  },
  githubActions: {
    needsNotAnId: (value: string) => `Not imported: needs contains ${value}, not the id of a job.`,
    unusableTimeout: (value: string) => `Not imported: the timeout of ${value} minutes.`,
    conditionNotEvaluated: (who: string) =>
      `The condition of ${who} is not evaluated. The description has its text; a run starts the task after its dependencies succeed.`,
    callsWorkflow: (who: string) => `The file does not contain the workflow that ${who} calls.`,
    matrixAsOne: (who: string) => `All variants of a matrix are one task: ${who}.`,
    stepsCut: (who: string) => `The steps of ${who} are too long. The description has the first steps.`,
  },
  taskMaster: {
    textSubtasks: (subtasks: number) =>
      `Imported as a checklist in the description: ${plural(subtasks, 'subtask')} of plain text.`,
    textSubtasksOfGroup: (subtasks: number) =>
      `Imported as a checklist in the description of the group, which no agent works on: ${plural(subtasks, 'subtask')} of plain text.`,
    nestedSubtask: (subtasks: number) =>
      `The subtask has ${plural(subtasks, 'subtask')}. Imported as a group.`,
    duplicateId: (id: string, key: string) =>
      `The id ${id} is not unique. This task gets the key ${key}; references to ${id} mean the first task.`,
    duplicateNumber: (id: string, key: string) =>
      `The id ${id} is not unique, because JSON reads ${id} and ${id}0 as the same number. This task gets the key ${key}; references to ${id} mean the first task.`,
    parentTaskObject: (who: string) => `Not imported: the copy of the parent task in ${who}.`,
    parentMismatch: (who: string) =>
      `The parent named in ${who} is not the task that contains it. The task that contains it is the parent.`,
    strayKey: (name: string) => `Not imported: ${name} is neither a tag nor a list of tasks.`,
    mixedForms: (tags: string) =>
      `The file has a list of tasks and tags (${tags}). Each is imported as a plan.`,
    noMasterTag: (tags: string) => `The file has no tag "master". It has ${tags}.`,
    severalTags: (tags: number, names: string) =>
      `The file has ${tags} tags (${names}). Each is imported as a plan, because ids repeat between tags.`,
    tagDependency: 'Not imported: the dependency on another tag. Plans do not wait for each other.',
  },
  wfcommons: {
    danglingChild: (name: string) => `Not imported: the child ${name} is not in the file.`,
    strayExecution: (who: string) =>
      `Not imported: the recorded run of ${who} has no task, or repeats the run of a task.`,
    notAName: (field: string, value: string) => `Not imported: ${value} in ${field}, not the name of a task.`,
    unnamedFiles: (who: string) => `Not imported: files of ${who} without a name.`,
    recordingNotKept: (parts: string) => `Not imported, recorded for the whole workflow: ${parts}.`,
    makespan: (seconds: number) => `a makespan of ${seconds} s`,
    time: 'the time of the run',
  },
}

/** Formats that an import reads, as a list of a refusal names them. */
export const importFormats = {
  taskMaster: 'Task Master (tasks.json)',
  beads: 'beads (issues.jsonl)',
  githubActions: 'GitHub Actions (workflow .yml)',
  wfCommons: 'WfCommons (WfFormat .json)',
  backlog: 'Backlog.md (folder, or a task file)',
  mermaid: 'Mermaid flowchart',
  dot: 'Graphviz (digraph)',
  checklist: 'Markdown checklists; Spec Kit, Kiro and OpenSpec (tasks.md)',
  csv: 'CSV (id, title, depends_on)',
}

/** Titles of tasks, and headings and sentences that importers write into their description. */
export const importedTexts = {
  list: (shown: readonly string[], more: number) =>
    `${shown.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`,
  group: 'Group',
  task: (key: string) => `Task ${key}`,
  subtask: (key: string) => `Subtask ${key}`,
  acceptance: 'Acceptance criteria',
  testStrategy: 'Test strategy',
  design: 'Design',
  notes: 'Notes',
  details: 'Details',
  subtasks: 'Subtasks',
  steps: 'Steps',
  reads: 'Reads',
  writes: 'Writes',
  recordedCommand: 'Command, as recorded',
  condition: 'Condition, not evaluated',
  runsOn: (names: string) => `Runs on ${names}.`,
  callsWorkflow: (name: string, inputs: string | null) =>
    `Calls the workflow ${name}${inputs === null ? '' : ` with ${inputs}`}.`,
  unknownVariants: (axes: string) => `All variants of a matrix${axes}. GitHub computes their number.`,
  variants: (variants: number, axes: string) =>
    variants === 1 ? `The only variant of a matrix${axes}.` : `All ${variants} variants of a matrix${axes}.`,
  moreSteps: (steps: number) => `And ${steps} more.`,
  step: 'A step',
  uses: (action: string) => `uses ${action}`,
  onlyIf: (condition: string) => `only if ${condition}`,
}

/** Content that an export format cannot represent. */
export const exportLosses = {
  formats: {
    table: 'a table',
    flowchart: 'a flowchart',
    graph: 'a Graphviz graph',
    taskMaster: 'Task Master',
  },
  tasks: {
    one: (key: string) => `task ${key}`,
    many: (tasks: number, keys: string) => `${tasks} tasks (${keys})`,
  },
  plan: 'plan',
  ofPlan: (fact: string, format: string) => `Not exported: the ${fact} of the plan. The format is ${format}.`,
  ofTasks: (fact: string, format: string) => `Not exported: ${fact}. The format is ${format}.`,
  emptyGroup: (format: string) => `A group without tasks becomes a task in ${format}.`,
  planFacts: {
    project: 'project',
    workspace: 'workspace',
    parallel_limit: 'limit of parallel tasks',
    crew: 'list of agents',
    time_zone: 'time zone',
    plan_budget: 'budget',
    review_limit: 'review limit',
  },
  taskFacts: {
    description: 'descriptions',
    skills: 'required skills',
    pin: 'fixed agents',
    priority: 'priorities',
    due_date: 'due dates',
    tags: 'tags',
    approval: 'required approvals',
    gate: 'settings of approvals',
    condition: 'conditions',
    join: 'joins',
    retry: 'retries',
    timeouts: 'timeouts',
    cost: 'costs',
    budget: 'budgets',
    sub_plan: 'sub-plans',
    estimate: 'estimates',
    done: 'the status of finished tasks',
    checks: 'checks of results',
  },
  crew: 'Not exported: the list of agents. Agents belong to one machine.',
  beyondLimit: (fault: string) => `A plan file with this value cannot be imported: ${fault}.`,
  splitWords: 'A tag or skill contains a comma or a semicolon. An import reads it as several.',
  keyChanged: (key: string) => `The format does not allow this key. The task is called ${key} in the file.`,
  keysChanged: (key: string) =>
    `The format does not allow these keys. The first task is called ${key} in the file.`,
  keyBelowParent: 'In the file, the id begins with the id of the group.',
  dependencyNotKept: 'Not exported: a dependency whose id means a subtask in Task Master.',
  deepGroup: 'Task Master has one level of subtasks and ignores these tasks.',
  otherFormat: 'An import reads the text as another format.',
  notImportable: (why: string) => `Switchyard cannot import this text. ${why}`,
}
