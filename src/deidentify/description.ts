import type { JsonObject, JsonValue } from '../formats/json.js'
import { type Finding, finding } from '../rules.js'
import { keepAddresses, keepSources } from './addresses.js'
import { keepCredit } from './credits.js'
import { isAboutSomebody } from './person-names.js'
import type { Policy, ValueRule } from './policy.js'
import { asObject } from './sidecars.js'
import { isClean, isLabel, isTechnical } from './text-checks.js'
import { keepValue, type ValueContext } from './values.js'

/** Written where the input has none: the first version that knows every field that is written. */
const DEFAULT_VERSION = '1.10.0'
const DEFAULT_NAME = 'De-identified dataset'

export interface CleanedDescription {
  readonly value: JsonObject
  readonly findings: readonly Finding[]
}

/**
 * The description of the output dataset: the fields that may stay, and what made it. Names of authors stay: credit is
 * due to them.
 * @param description that of the input, undefined when it has none
 */
export function cleanDescription(
  description: JsonValue | undefined,
  policy: Policy,
  context: ValueContext,
  version: string,
  file: string,
): CleanedDescription {
  const kept: JsonObject = {}
  const findings: Finding[] = []
  const input = description === undefined ? {} : asObject(description)
  const authors = [input.Authors, input.Curators].flat().filter((name) => typeof name === 'string')
  for (const [index, [field, value]] of Object.entries(input).entries()) {
    const rule = policy.description.get(field)
    if (field === 'DatasetType' || rule?.type === 'tools') continue
    const inner = rule && keepField(value, rule, context, authors)
    if (inner !== undefined) kept[field] = inner
    if (JSON.stringify(inner) === JSON.stringify(value)) continue
    const where = rule ? field : `key ${index + 1}`
    findings.push(
      finding('FIELD_NOT_ALLOWED', file, where, 'A field, or a part of it, was removed.'),
    )
  }
  const { Name = DEFAULT_NAME, BIDSVersion = DEFAULT_VERSION, ...others } = kept
  const formerTools = policy.description.has('GeneratedBy') ? keepTools(input.GeneratedBy) : []
  const value = {
    Name,
    BIDSVersion,
    // Anything else, as a study with its datasets inside, is a raw dataset once those are left out.
    DatasetType: input.DatasetType === 'derivative' ? 'derivative' : 'raw',
    ...others,
    GeneratedBy: [{ Name: 'anon-bids', Version: version }, ...formerTools],
  }
  return { value, findings }

  /** Programs that made the input, by name and version. */
  function keepTools(tools: JsonValue | undefined): JsonObject[] {
    if (!Array.isArray(tools)) return []
    return tools.map((tool) => keepTool(tool, context)).filter((tool) => tool !== undefined)
  }
}

function keepField(
  value: JsonValue,
  rule: ValueRule,
  context: ValueContext,
  authors: readonly string[],
): JsonValue | undefined {
  switch (rule.type) {
    case 'clean':
      return eachText(value, (text) =>
        isClean(text, context) && !isAboutSomebody(text, context) ? text : undefined,
      )
    case 'credit':
      return eachText(value, (text) => keepCredit(text, context.originals.ofParticipants, authors))
    case 'sources':
      return keepSources(value)
    case 'addresses':
      return keepAddresses(value, (name) => isLabel(name, context))
    default:
      // Some fields are a text or a list of texts, depending on the version of BIDS.
      return keepValue(value, Array.isArray(value) ? rule : { ...rule, list: 0 }, context)
  }
}

/** A text or a list of texts, less those that may not stay. */
function eachText(
  value: JsonValue,
  keep: (text: string) => string | undefined,
): JsonValue | undefined {
  if (!Array.isArray(value)) return typeof value === 'string' ? keep(value) : undefined
  const kept = value.flatMap((item) => (typeof item === 'string' ? (keep(item) ?? []) : []))
  return kept.length > 0 || value.length === 0 ? kept : undefined
}

const IMAGE_TAG = /^[a-z\d_.-]+\/[a-z\d_.-]+:[\w.-]{1,64}$/
const CONTAINERS: ReadonlySet<string> = new Set(['docker', 'singularity', 'apptainer'])

function keepTool(tool: JsonValue, context: ValueContext): JsonObject | undefined {
  if (typeof tool !== 'object' || tool === null || Array.isArray(tool)) return undefined
  const { Name, Version, CodeURL, Container } = tool
  if (typeof Name !== 'string' || Name === 'anon-bids' || !isTechnical(Name, context)) {
    return undefined
  }
  const kept: JsonObject = { Name }
  if (typeof Version === 'string' && isTechnical(Version, context)) kept.Version = Version
  const address = CodeURL === undefined ? undefined : keepValue(CodeURL, ADDRESS, context)
  if (address !== undefined) kept.CodeURL = address
  const container = Container === undefined ? undefined : keepContainer(Container, context)
  return container ? { ...kept, Container: container } : kept
}

const ADDRESS: ValueRule = { type: 'address' }

/** Kind and public name of an image; its address may be a path. */
function keepContainer(value: JsonValue, context: ValueContext): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { Type, Tag } = value
  if (typeof Type !== 'string' || !CONTAINERS.has(Type)) return undefined
  const isPublic = typeof Tag === 'string' && IMAGE_TAG.test(Tag) && isClean(Tag, context)
  return isPublic ? { Type, Tag } : { Type }
}
