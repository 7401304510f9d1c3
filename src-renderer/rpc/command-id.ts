/** Generated at the click. A stored command, such as a held answer, keeps its id. */
export const newCommandId = (): string => `ui-${crypto.randomUUID()}`
