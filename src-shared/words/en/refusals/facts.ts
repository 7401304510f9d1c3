/** Values in a text: `Facts<'task' | 'agent'>`. */
export type Facts<Names extends string> = Readonly<Record<Names, string | number>>
