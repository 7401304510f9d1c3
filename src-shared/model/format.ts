/** Formats of fields that schemas check by hand. */
const formats = [
  'time',
  'timeZone',
  'hoursOrder',
  'noNul',
  'program',
  'variable',
  'ownVariable',
  'workspaceFolder',
  'commandParts',
  'serverName',
  'serverUrl',
  'commandOrUrl',
  'sandboxedUrl',
  'modelName',
  'uniqueServer',
  'headerValue',
  'headerName',
  'reservedHeader',
  'agentUrl',
  'agentUrlParts',
  'agentUrlScheme',
  'skill',
  'agentId',
  'checkedFile',
  'schemaLength',
  'schemaPattern',
  'schemaUnreadable',
  'memoryType',
  'buildLogType',
  'currency',
  'eventPattern',
  'memoLength',
  'year',
  'fieldKey',
  'choiceOptions',
  'uniqueField',
  'visibleName',
  'oneOrSeveral',
  'escalation',
  'entryName',
  'preferenceName',
  'goalWords',
  'onePlan',
  'someFixes',
  'textOrFiles',
  'filesLength',
] as const
export type Format = (typeof formats)[number]

/** The message of a schema for a violated format: a name, whose text is in the catalogue. */
export const format = (name: Format): string => `format:${name}`

/** The format in a schema's message; null for a message of zod. */
export const formatIn = (message: string): Format | null =>
  formats.find((name) => message === format(name)) ?? null
