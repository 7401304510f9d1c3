import type { Rest } from './rest.ts'

/** Example requests of the specification. */
export const simple = `{
  "title": "Research Task",
  "command": "research",
  "user_message": "research best laptops"
}`
export const complex = `{
  "title": "Research and Email",
  "command": "orchestrate",
  "user_message": "research best laptops and draft email to john@example.com"
}`

/** Posts a task and waits for its end, unless `headers` differ. */
export const post = (rest: Rest, body: object, headers: Record<string, string> = { prefer: 'wait=30' }) =>
  rest.call('POST', '/api/v1/tasks', body, headers)

/** Actions in the audit of a task, in order. */
export async function actions(rest: Rest, id: string): Promise<string[]> {
  const { body } = await rest.call('GET', `/api/v1/tasks/${id}/audit`)
  return body.map(({ action }: { action: string }) => action)
}
