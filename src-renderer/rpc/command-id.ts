/** Made at the click. A command that is kept, such as a held answer, keeps its id with it. */
export const newCommandId = (): string => `ui-${crypto.randomUUID()}`
