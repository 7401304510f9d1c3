const destructive = [
  String.raw`\brm\b(?=\s)`,
  String.raw`\b(?:rmdir|shred|mkfs|dd|truncate|sudo)\b`,
  String.raw`\bgit\s+(?:push\s+(?:\S+\s+)*(?:--force|-f)\b|reset\s+--hard|clean\s+-\w*f|branch\s+-D)`,
  String.raw`\b(?:drop|truncate)\s+(?:table|database|schema|index)\b`,
  String.raw`\bdelete\s+from\b`,
  String.raw`\b(?:terraform|kubectl|helm)\s+(?:destroy|delete|uninstall)\b`,
].join('|')
const isGrave = new RegExp(destructive, 'i')

const secrets =
  /(?:^|[^a-z0-9])(?:passwords?|passwd|secrets?|api[-_ ]?keys?|access[-_ ]?tokens?|private[-_ ]?keys?|credentials?|id_rsa|id_ed25519|\.env|\.ssh|\.netrc|\.npmrc|\.aws)(?![a-z0-9])/i

/** A command line that takes something away for good. */
export const isDestructive = (text: string): boolean => isGrave.test(text.replaceAll(/["',[\]]+/g, ' '))

/** It names what is to be kept from others. */
export const hasSecret = (text: string): boolean => secrets.test(text)
