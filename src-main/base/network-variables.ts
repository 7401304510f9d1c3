import { orElse } from '#shared/or-else.ts'

const both = (...names: string[]): string[] => names.flatMap((name) => [name, name.toLowerCase()])

/**
 * Variables that configure a program's network access: proxies, trusted certificates, base URLs of providers. Values
 * may contain a password; the rest of a value is not secret.
 */
export const networkVariables: readonly string[] = [
  ...both('HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'),
  ...['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'NODE_USE_ENV_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'GIT_SSL_CAINFO', 'DENO_CERT'],
  ...['ANTHROPIC_BASE_URL', 'ANTHROPIC_BEDROCK_BASE_URL', 'ANTHROPIC_VERTEX_BASE_URL'],
  ...['OPENAI_BASE_URL', 'OPENAI_API_BASE', 'GOOGLE_GEMINI_BASE_URL', 'GOOGLE_VERTEX_BASE_URL'],
]

const addresses: ReadonlySet<string> = new Set(networkVariables)

export const isNetworkVariable = (name: string): boolean => addresses.has(name)

/** The password and `user:password` in a URL, both as written and decoded. */
export function credentialsIn(name: string, value: string): string[] {
  const own = withUser(URL.parse(value))
  // The address of a proxy may lack a scheme.
  const url = own ?? (isNetworkVariable(name) ? withUser(URL.parse(`http://${value}`)) : null)
  if (url === null) return []
  const { username, password } = url
  if (password !== '') return [...spellings(password), ...spellings(`${username}:${password}`)]
  // In a network variable, the user name may be a token. In other variables, the value may be a person's name.
  return isNetworkVariable(name) && username.length >= 8 ? spellings(username) : []
}

const withUser = (url: URL | null): URL | null =>
  url === null || url.username + url.password === '' ? null : url

// `decodeURIComponent` throws on a percent sign that encodes nothing.
const spellings = (text: string): string[] =>
  orElse(() => [...new Set([text, decodeURIComponent(text)])], [text])
