/** Kinds of columns. `otherId` is a second id that references may use; `blocks` names what waits for the row. */
const columnKinds = [
  'id',
  'otherId',
  'url',
  'title',
  'description',
  'dependsOn',
  'blocks',
  'parent',
  'priority',
  'skills',
  'tags',
  'dueAt',
  'estimate',
  'requiresApproval',
  'status',
] as const
export type ColumnKind = (typeof columnKinds)[number]

/** The names that tables of other tools give them, in small letters: ours, Linear's, Jira's, GitHub's and plain words. */
const names: Record<ColumnKind, string> = {
  id: 'id|key|issue key|task id|task key|identifier|number|no|nr|#|ref|uid|unique id',
  otherId: 'issue id|issue number|external id',
  url: 'url|link|html url',
  title: 'title|name|summary|task|task name|subject|issue|issue title',
  description: 'description|details|body|notes|desc',
  dependsOn:
    'depends on|dependencies|dependency|dependson|blocked by|is blocked by|predecessors|predecessor|prerequisites|requires|after|waits for|inward issue link (blocks)|inward issue link (blocker)',
  blocks: 'blocks|blocking|is blocking|successors|outward issue link (blocks)|outward issue link (blocker)',
  parent: 'parent|parent id|parent key|parent issue|parent task|epic link|epic|group|part of',
  priority: 'priority|prio|importance',
  skills: 'skills|required skills|skill',
  tags: 'tags|labels|tag|label|components',
  dueAt: 'due|due date|due at|deadline|target date',
  estimate:
    'estimate|duration|effort|estimate ms|estimate s|estimate min|estimate minutes|estimate h|estimate hours|estimate (h)|estimate (hours)|estimate (min)|estimate (minutes)|estimate d|estimate days|estimate (days)|estimated minutes|estimated hours|original estimate|duration (h)|duration (days)|duration days',
  requiresApproval: 'requires approval|needs approval|approval',
  status: 'status|state',
}

const kinds: ReadonlyMap<string, ColumnKind> = new Map(
  columnKinds.flatMap((kind) => names[kind].split('|').map((name): [string, ColumnKind] => [name, kind])),
)

/** The name as it is compared: `Depends_On ` is `depends on`. */
export const columnName = (written: string): string =>
  written
    .replace('\uFEFF', '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')

export const kindOfColumn = (written: string): ColumnKind | null => kinds.get(columnName(written)) ?? null
