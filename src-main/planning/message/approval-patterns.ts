/** A pattern for the start of a text, ending at a word boundary. Spaces match several spaces; `'` matches `’`. */
const compile = (pattern: string): RegExp =>
  new RegExp(`^(?:${pattern.replaceAll(' ', ' +').replaceAll("'", "['’]")})(?![\\p{L}\\p{N}])`, 'iu')

/** `prior approval`, `go-ahead` */
const approvalNoun =
  '(?:(?:prior|explicit|express|written) )?(?:approval|permission|ok|okay|consent|confirmation|go-ahead|sign-off|say-so)'
/** `my explicit permission` */
const userApproval = `(?:my|our) ${approvalNoun}`
/** `I have approved it`, `we say so` */
const userApproved =
  "(?:i|we)(?: have|'ve)? (?:approved?|confirm(?:ed)?|agreed?|decided?|seen|checked|reviewed|read|sa(?:y|id) (?:so|yes|ok|okay))(?: (?:it|them|this|that|to it))?"
/** `the final draft`, `your email` */
export const draftNoun =
  '(?:the |your |a |any )?(?:final )?(?:draft|e-?mail|mail|message|letter|text|reply|response|note|invitation|announcement)s?'
/** `it`, `the letter`, `your first offer` */
const approvalObject = `(?:it|them|this|that|${draftNoun}|(?:the|your) (?:\\p{L}+ )?(?:order|offer|price|quote|cart|purchase|choice)s?)`

/** `only with my approval`, `once I have confirmed it`, `if I agree` */
export const consentForms = [
  `(?:but )?(?:only )?(?:with|after|upon|subject to|pending|not without|never without) ${userApproval}`,
  '(?:but )?(?:not|never) without (?:asking|checking with|consulting) (?:me|us)(?: first)?',
  `(?:but )?only (?:if|once|after|when) ${userApproved}`,
  `(?:only )?(?:if|once|after|when|as soon as) you (?:have|get|got) ${userApproval}`,
  `(?:once|after|as soon as) ${userApproved}`,
  `if (?:i|we) (?:approve|confirm|agree|say (?:so|yes|ok|okay))(?: it| them| this| that| to it)?`,
].map(compile)

/** `don't` in `don't send it before I have seen it` */
export const prohibition = compile("do not|don't|never|please do not|please don't")
/** `without asking me`, `until I have reviewed it` */
export const consultation = compile(
  `without (?:(?:asking|checking with|consulting) (?:me|us)(?: first)?|${userApproval})|(?:until|before|unless) ${userApproved}`,
)

/** `please first` in `please first ask me` */
const leadIn = '(?:(?:please|always|first|just|then|rather|better|do|otherwise|or else|else) )*'
/** An ask alone is no approval condition: `ask me about the party` is a step. */
export const askUser = compile(`${leadIn}(?:ask|asking)(?: (?:me|us)|(?= (?:first|beforehand|before)))`)
/** `check with me`, `wait for my approval`, `I want to approve it` */
export const explicitRequests = [
  `${leadIn}(?:check(?: back)? with|consult|(?:confirm|clear|check)(?: it| this| that| everything)? with) (?:me|us)`,
  `${leadIn}run (?:it|this|that|them) (?:by|past) (?:me|us)`,
  `${leadIn}(?:get|obtain|request|wait for|ask for|await) ${userApproval}`,
  `${leadIn}(?:let|have) (?:me|us) (?:approve|confirm|decide|sign off)(?: (?:on )?${approvalObject})?`,
  `(?:i|we) (?:want|need|have|would like|wish) to (?:approve|confirm|be asked)(?: ${approvalObject})?`,
  `i'd like to (?:approve|confirm|be asked)(?: ${approvalObject})?`,
].map(compile)
/** `have a look at` */
const reviewVerb = '(?:see|review|read|check|look at|have a look at|look over|look through|go over)'
/** `let me see the draft`, `show me`, `I'd like to read it` */
export const reviewRequests = [
  `${leadIn}(?:let (?:me|us) ${reviewVerb}|show (?:me|us))(?<object> ${approvalObject})?`,
  `(?:(?:i|we) (?:want|need|would like) to|i'd like to) ${reviewVerb}(?<object> ${approvalObject})?`,
].map(compile)
/** `needs my approval` */
export const needsApproval = compile(`(?:needs?|requires?) ${userApproval}`)

/** Words after a request that make it an approval condition: `ask me` + `first`. */
export const requestCues = [
  ',? (?:first|beforehand|in advance|again before|before that)',
  ` for ${userApproval}| for ${approvalNoun}| (?:to|and) (?:approve|confirm)(?: it)?`,
  ' (?:if|unless|in case|when|whenever|whether|before|prior to|should)',
].map((pattern) => compile(pattern))
/** `, if` in `ask me first, if it is over $5` */
export const limitCue = compile(',? (?:if|unless|in case|when|whenever|should)')

/** `if` in `if it is over 500 euros, ask me` */
export const conditionStart = compile('(?:but )?(?:if|when|whenever|unless|should|in case|before|prior to)')
/** `anything` in `anything over 500 euros needs my approval` */
export const purchaseSubject = compile(
  'anything|everything|any (?:purchase|order)s?|all (?:purchase|order)s|purchases|orders',
)

/** Words that can start an approval condition. The check keeps other tokens fast. */
export const firstWords =
  /^(?:but|only|with|after|upon|subject|pending|not|never|once|as|if|do|don't|please|always|first|just|rather|better|otherwise|or|else|ask|asking|check|consult|confirm|clear|run|get|obtain|request|wait|await|let|have|i|we|i'd|show|when|whenever|unless|should|in|before|prior|anything|everything|any|all|purchases|orders)$/
