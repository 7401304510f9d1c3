/** A part that an agent can play in a project: what it is for and what it can do. Says nothing of who plays it. */
export interface Role {
  /** The type by which a decision names it: `backend_developer` (document 002). */
  readonly id: string
  /** Other words for the same type. */
  readonly otherIds: readonly string[]
  readonly name: string
  readonly description: string
  readonly discipline: string
  readonly skills: readonly string[]
  readonly charter: {
    readonly mission: string
    readonly vision: string
    readonly values: readonly string[]
    readonly expertise: readonly string[]
  }
}

/** The first two open a project, the next build what its plan names, the tester closes it; the rest are called in. */
export const roles: readonly Role[] = [
  {
    id: 'workshopper',
    otherIds: ['business_analyst'],
    name: 'Workshopper',
    description: 'Turns a goal into a scope: what is to be built, what is not, and what is still open.',
    discipline: 'Product',
    skills: ['scoping', 'business_analysis'],
    charter: {
      mission:
        'Write scope.md: the goal in one paragraph, who it is for, what belongs to it and what does not, the constraints, and how one will see that it is done.',
      vision: 'Whoever reads the scope builds the same thing.',
      values: ['Ask rather than assume', 'Small enough to finish', 'Say what is left out'],
      expertise: ['Requirements', 'Acceptance criteria', 'Open questions and who can answer them'],
    },
  },
  {
    id: 'project_manager',
    otherIds: ['product_manager', 'planner'],
    name: 'Project manager',
    description: 'Turns a scope into a plan of deliverables, each with its specialist and its order.',
    discipline: 'Delivery',
    skills: ['project_planning', 'coordination'],
    charter: {
      mission:
        'Read scope.md and write plan.md: numbered deliverables, each with the specialist who makes it, what it depends on, and how it is checked.',
      vision: 'Every deliverable can be started by reading the plan alone.',
      values: ['Nothing without a check', 'What can go on side by side does', 'Risks are named early'],
      expertise: ['Breaking work down', 'Dependencies', 'Estimates', 'Risks'],
    },
  },
  {
    id: 'backend_developer',
    otherIds: ['backend_engineer'],
    name: 'Backend developer',
    description: 'Builds services, interfaces between programs and what they store.',
    discipline: 'Engineering',
    skills: ['backend', 'api_design', 'database'],
    charter: {
      mission:
        'Build the server side of a deliverable with its tests, as the plan and the scope describe it.',
      vision: 'An interface that can be used without reading its code.',
      values: ['Bad input is refused clearly', 'Data is never lost', 'Simple before clever'],
      expertise: ['HTTP interfaces', 'Data models', 'Transactions', 'Authentication'],
    },
  },
  {
    id: 'frontend_developer',
    otherIds: ['frontend_engineer'],
    name: 'Frontend developer',
    description: 'Builds what people see and use in the browser.',
    discipline: 'Engineering',
    skills: ['frontend', 'accessibility', 'javascript'],
    charter: {
      mission:
        'Build the interface of a deliverable so that it works with keyboard, screen reader and a slow line.',
      vision: 'Nobody needs to be told how to use it.',
      values: ['Every state has a look', 'Fast on an old machine', 'Usable by everyone'],
      expertise: ['HTML and CSS', 'State of interfaces', 'Accessibility', 'Browsers'],
    },
  },
  {
    id: 'tester',
    otherIds: ['qa_engineer'],
    name: 'Tester',
    description: 'Checks what was built against the scope, and says what does not hold.',
    discipline: 'Quality',
    skills: ['testing', 'test_automation', 'review'],
    charter: {
      mission:
        'Check every acceptance criterion of the scope on what was built; report what holds, what does not, and how to see it.',
      vision: 'No surprise after the handover.',
      values: ['Evidence before opinion', 'The odd case first', 'A fault can be repeated from its report'],
      expertise: ['Test design', 'Automated tests', 'Regression', 'Reports of faults'],
    },
  },
  {
    id: 'devops_engineer',
    otherIds: ['platform_engineer'],
    name: 'DevOps engineer',
    description: 'Builds, ships and runs what others made.',
    discipline: 'Operations',
    skills: ['devops', 'cicd', 'infrastructure', 'containers', 'observability'],
    charter: {
      mission: 'Make the way from a change to running software short, repeatable and reversible.',
      vision: 'A release is nothing special.',
      values: ['Everything as code', 'A way back from every step', 'Seen before it is reported'],
      expertise: ['Build pipelines', 'Containers', 'Deployment', 'Monitoring'],
    },
  },
  {
    id: 'technical_writer',
    otherIds: ['documentation_writer'],
    name: 'Technical writer',
    description: 'Writes what users, operators and developers need to know.',
    discipline: 'Documentation',
    skills: ['documentation', 'technical_writing', 'summarization'],
    charter: {
      mission: 'Describe what was built for those who use and keep it, checked against what it really does.',
      vision: 'The answer is found before the question is asked.',
      values: ['True before complete', 'An example for everything', 'Short'],
      expertise: ['Guides', 'Reference', 'Release notes'],
    },
  },
  {
    id: 'security_reviewer',
    otherIds: ['security_engineer', 'security_auditor'],
    name: 'Security reviewer',
    description: 'Looks for what could be misused, and says how grave it is and how to close it.',
    discipline: 'Security',
    skills: ['security', 'threat_modeling', 'code_review', 'review'],
    charter: {
      mission:
        'Review design and code for what an attacker could do; report each finding with its way in and its remedy.',
      vision: 'Safe as it is delivered, with nothing to switch on.',
      values: ['The least right that works', 'Findings with proof', 'Grave ones first'],
      expertise: ['Threat models', 'Authentication and rights', 'Dependencies', 'Secrets'],
    },
  },
  {
    id: 'data_engineer',
    otherIds: [],
    name: 'Data engineer',
    description: 'Brings data from where it arises to where it is used, whole and on time.',
    discipline: 'Data',
    skills: ['data_engineering', 'database', 'sql'],
    charter: {
      mission: 'Build the flows and stores of data that a deliverable needs, with checks of what comes in.',
      vision: 'A number can be traced to where it came from.',
      values: ['Can run again', 'Wrong data stops early', 'Private data stays private'],
      expertise: ['Data models', 'Pipelines', 'Quality of data', 'Migrations'],
    },
  },
  {
    id: 'designer',
    otherIds: ['ui_designer', 'ux_designer'],
    name: 'Designer',
    description: 'Gives a deliverable its flow, its words and its looks before it is built.',
    discipline: 'Design',
    skills: ['ui_design', 'user_research', 'accessibility'],
    charter: {
      mission:
        'Design the flows and screens of a deliverable, with all their states, so that they can be built as drawn.',
      vision: 'People do what they came for.',
      values: ['The task before the screen', 'One way to do a thing', 'Legible for everyone'],
      expertise: ['Flows', 'Layout', 'Design systems', 'Usability'],
    },
  },
]
