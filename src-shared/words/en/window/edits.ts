import { plural } from '#shared/text/plural.ts'

/** Edit history of a plan, and reasons for a refused edit. */
export const edits = {
  add: (title: string) => `Add “${title}”`,
  addMany: (count: number) => `Add ${plural(count, 'task')}`,
  remove: (title: string) => `Delete “${title}”`,
  removeMany: (count: number) => `Delete ${plural(count, 'task')}`,
  connect: (from: string, to: string) => `Make “${to}” depend on “${from}”`,
  disconnect: (from: string, to: string) => `Remove the dependency of “${to}” on “${from}”`,
  reconnect: 'Reconnect the remaining tasks',
  fix: (title: string) => `Fix: ${title}`,
  group: (count: number) => `Group ${plural(count, 'task')}`,
  ungroup: (count: number) => `Ungroup ${plural(count, 'group')}`,
  moveInto: (group: string, count: number) => `Move ${plural(count, 'task')} into “${group}”`,
  leaveGroup: (count: number) => `Move ${plural(count, 'task')} out of the group`,
  moveUp: 'Move up',
  moveDown: 'Move down',
  indent: 'Move into the group above',
  outdent: 'Move out of the group',
  paste: (count: number) => `Paste ${plural(count, 'task')}`,
  duplicate: (count: number) => `Duplicate ${plural(count, 'task')}`,
  renameKey: (from: string, to: string) => `Change the key ${from} to ${to}`,
  renumber: 'Renumber all keys',
  /** Without a task: a plan setting. */
  set: (field: string, count: number) =>
    count > 1 ? `Change ${field} of ${plural(count, 'task')}` : `Change ${field}`,
  ownSelf: 'A task cannot depend on itself',
  waitsAlready: (to: string, from: string) => `“${to}” already depends on “${from}”`,
  ownGroup: (task: string, group: string) => `“${task}” is in the group “${group}” and cannot depend on it`,
  ownPart: (part: string, group: string) =>
    `The group “${group}” contains “${part}” and always ends after it`,
  more: (count: number) => `… ${count} more …`,
  loop: (titles: readonly string[]) => `Creates a cycle: ${titles.join(' → ')}`,
}
