import { loadConfig } from '../../src-main/boot/config.ts'
import { createProgram } from '../../src-main/hosts/cli/main.ts'
import { describeCommands } from './cli-page.ts'
import { describeErrors } from './errors-page.ts'
import { describeEvents } from './events-page.ts'
import { describeSections } from './file-pages.ts'
import { readAgentsSchema, readPlanSchema } from './file-schemas.ts'
import { generated } from './markdown.ts'
import { describeRestApi } from './rest-page.ts'

export const noFaults = {
  add: () => () => {},
  raise(error: unknown): never {
    throw error
  },
  hold: <T>(_close: unknown, work: () => Promise<T>) => work(),
}

/** The commands with their texts, independent of the environment. */
export const createCommands = (root: string) =>
  createProgram(loadConfig({ appRoot: root, version: '0.0.0' }, {}), noFaults)

/** Text of each generated file, by its path from the root. */
export function generatePages(root: string): Map<string, string> {
  const plan = readPlanSchema()
  const agents = readAgentsSchema()
  return new Map([
    ['docs/reference/cli.md', describeCommands(createCommands(root))],
    ['docs/reference/rest-api.md', describeRestApi()],
    ['docs/reference/events.md', describeEvents(root)],
    ['docs/reference/errors.md', describeErrors()],
    ['docs/reference/plan-file.md', `${planOpening}\n\n${describeSections(plan.sections)}\n`],
    ['docs/reference/agents-file.md', `${agentsOpening}\n\n${describeSections(agents.sections)}\n`],
    ['resources/schemas/plan.schema.json', jsonOf({ title: 'Switchyard plan', ...plan.schema })],
    ['resources/schemas/agents.schema.json', jsonOf({ title: 'Switchyard agents', ...agents.schema })],
  ])
}

const jsonOf = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

const planOpening = `# Plan file

${generated('the schema of plans in `src-shared/contract/compat/seed.ts`')}

A plan file is JSON or YAML. The name usually ends in \`.plan.json\`. Switchyard refuses unknown fields.
The JSON schema \`resources/schemas/plan.schema.json\` gives editors completion and checks:

\`\`\`json
{
  "$schema": "../schemas/plan.schema.json",
  "plan_id": "release-notes",
  "title": "Release notes",
  "tasks": [
    {
      "task_id": "collect",
      "description": "Summarize the changes since the last release",
      "required_skills": ["summarization"]
    },
    {
      "task_id": "publish",
      "description": "Publish the release notes",
      "required_skills": ["communication"],
      "depends_on": ["collect"],
      "gate": { "when": "before", "question": "Publish the notes?" },
      "retry": { "max_attempts": 3 },
      "timeouts": { "wall_ms": 600000 }
    }
  ]
}
\`\`\`

## Conditions

The field \`condition\` decides whether a task runs after its dependencies end:

| Condition | Meaning |
| --- | --- |
| \`success\` | The rule in \`join\` is met. This is the default. |
| \`failure\` | A dependency failed. The failure counts as handled. |
| \`always\` | The task runs after any end of its dependencies. |
| \`result('review').output.score >= 0.8 and status('build') == 'done'\` | An expression over statuses and results. |

Switchyard evaluates an expression after all dependencies end, with any status. If the task also has \`join\`, the task runs only if both
the expression and the rule in \`join\` are met. An expression can contain:

| Part | Meaning |
| --- | --- |
| \`status('key')\` | Status of a dependency. |
| \`text('key')\` | Text of the result of a dependency. |
| \`result('key').output.field\` | Data of a program or of another agent of yours. |
| \`result('key').answer.field\` | Value of a form. |
| \`result('key').summarization.sentences\` | Data of a built-in agent, below the name of its skill. |
| \`contains(x, 'text')\` | True if a text contains another text, or if a list contains a value. |
| \`== != < <= > >=\` | Comparisons. |
| \`and\`, \`or\`, \`not\`, parentheses | Combinations. |

## Joins

The field \`join\` combines the ends of several dependencies. Each join waits until all dependencies end:

| Join | The task runs if |
| --- | --- |
| \`all_succeeded\` | all dependencies succeeded. |
| \`none_failed\` | at least one dependency succeeded, and all failures are handled. |
| \`any\` | at least one dependency succeeded. |
| \`always\` | the dependencies ended, with any status. |`

const agentsOpening = `# Agents file

${generated('the schemas of agents in `src-shared/model/agents`')}

An agents file is JSON and lists agents. The name usually ends in \`.agents.json\`. If you pass the file to \`switchyard run --agents\`, its
agents join your roster, and only these agents take part in the run. The JSON schema \`resources/schemas/agents.schema.json\` gives editors
completion and checks:

\`\`\`json
{
  "$schema": "../schemas/agents.schema.json",
  "agents": [
    {
      "id": "historian",
      "name": "Historian",
      "kind": "command",
      "skills": ["history"],
      "config": { "command": ["git", "log", "--oneline", "-n", "20"], "in": "project", "input": "none" }
    }
  ]
}
\`\`\`

Agents of kind \`builtin\` and \`external\` have no settings in \`config\`.

## JSON lines of a program

With \`"output": "jsonl"\`, each line of a program's standard output is a JSON object with a \`type\`. Any other line goes to the log.

| Type | Fields | Meaning |
| --- | --- | --- |
| \`progress\` | \`percent\` | Progress of the attempt. |
| \`log\` | \`level\`, \`text\` | Line for the log. |
| \`usage\` | \`amountMinor\`, \`currency\` | Total cost so far. |
| \`artifact\` | \`name\`, and \`text\` or \`path\` | File of the result. The path is in the workspace. |
| \`question\` | \`text\` | Question to a person. The attempt ends, and the next attempt gets the answer. |
| \`result\` | \`text\`, \`data\` | Result of the task. |`
