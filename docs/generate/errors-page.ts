import { type RefusalCode, refusalStatuses } from '#shared/refusal.ts'
import { errorMeanings } from './error-meanings.ts'
import { generated, table } from './markdown.ts'

const isCode = (code: string): code is RefusalCode => code in refusalStatuses

/** Reference of the error codes. */
export function describeErrors(): string {
  const rows = Object.entries(refusalStatuses).map(([code, status]) => [
    `\`${code}\``,
    String(status),
    isCode(code) ? errorMeanings[code] : '',
  ])
  return `# Error codes

${generated('`refusalStatuses` in `src-shared/refusal.ts`')}

A refused request changes nothing. The REST API answers with the HTTP status and a body with these fields:

| Field | Meaning |
| --- | --- |
| \`code\` | Error code. |
| \`message\` | Description of the problem. |
| \`hint\` | Next step for the user. |
| \`reason\` | Name of the error. Errors with the same code have different reasons. |
| \`facts\` | Values in the message, by name. |
| \`field\` | Field of the request with the problem. |
| \`limit\` | Limit that the request exceeds. |
| \`ref\` | Reference to the diagnostic output of Switchyard. |

The command line prints code, message and hint, and exits with code 2.

${table(['Code', 'HTTP status', 'Meaning'], rows)}
`
}
