import { isContractProcedure } from '@orpc/contract'
import { type Contract, contract } from '#shared/contract/index.ts'
import { isInScope } from '#shared/model/token.ts'
import { generated, table } from './markdown.ts'

/** Heading of each area of the contract, in the order of the page. */
const titles: Readonly<Record<keyof Contract, string>> = {
  seed: 'Endpoints of the specification',
  tasks: 'Requests',
  plans: 'Plans',
  drafts: 'Drafts',
  projects: 'Projects',
  runs: 'Runs and approvals',
  inbox: 'Inbox',
  goals: 'Goals and decisions',
  work: 'Workers',
  agents: 'Agents',
  skills: 'Skills',
  budgets: 'Money',
  insight: 'Explanations and statistics',
  log: 'Events and memory',
  memory: 'Changes and searches of memory',
  audit: 'Audit',
  workspaces: 'Workspaces and merges',
  models: 'Models',
  preferences: 'Preferences',
  system: 'System, settings and backups',
  tokens: 'Tokens',
  webhooks: 'Webhooks',
}

interface Endpoint {
  readonly procedure: readonly [string, string]
  /** Method and path. */
  readonly name: string
  readonly summary: string
  readonly codes: readonly string[]
}

/** Reference of the REST endpoints. */
export function describeRestApi(): string {
  const areas = Object.entries(titles).map(([area, title]) => ({ title, endpoints: endpointsOf(area) }))
  const sections = areas.map(({ title, endpoints }) => `## ${title}\n\n${endpointTable(endpoints)}`)
  const forMcp = areas
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ procedure }) => isInScope('mcp', procedure))
    .map(({ name }) => `- \`${name}\``)
  return `${[opening, ...forMcp].join('\n')}\n\n${sections.join('\n\n')}\n`
}

const areasOf: Readonly<Record<string, object>> = contract

const endpointsOf = (area: string): Endpoint[] =>
  Object.entries(areasOf[area] ?? {}).flatMap(([name, procedure]) => {
    if (!isContractProcedure(procedure)) return []
    const { route, errorMap } = procedure['~orpc']
    return {
      procedure: [area, name],
      name: `${route.method} /api${route.path}`,
      summary: `${route.summary}.`,
      codes: Object.keys(errorMap),
    }
  })

const endpointTable = (endpoints: readonly Endpoint[]): string =>
  table(
    ['Endpoint', 'Purpose', 'Errors'],
    endpoints.map(({ name, summary, codes }) => [
      `\`${name}\``,
      summary,
      codes.map((code) => `\`${code}\``).join(', '),
    ]),
  )

const opening = `# REST API

${generated('the contract in `src-shared/contract`')}

The app serves these endpoints on this machine, at port 4717 if the port is free. [Use the REST API](../how-to/use-the-rest-api.md) shows the first
request. \`GET /api/openapi.json\` returns the fields of all requests and answers as an OpenAPI 3.1 document.

- Send a token with each request, in the header \`Authorization: Bearer TOKEN\`.
- Send bodies as JSON, with the header \`Content-Type: application/json\`.
- Send an \`Idempotency-Key\` header with each request that changes data. A repeated request with the same key gets the first answer.
- Endpoints with the word "Stream" in their purpose send server-sent events.
- The tables list the errors of each endpoint. All endpoints can also refuse a wrong field or a missing token. See [Error codes](errors.md).

A token with the scope \`app\` may call all endpoints. A token with the scope \`work\` may call the endpoints under [Workers](#workers). A token with the
scope \`mcp\` may call these endpoints:
`
