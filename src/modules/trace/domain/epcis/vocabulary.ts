/**
 * Words of the Core Business Vocabulary 2.0 and the GS1 Web Vocabulary, as EPCIS 2.0 JSON writes them bare. Whatever is
 * not here must be a URI of its owner.
 */
const CBV = 'https://ref.gs1.org/cbv/'
export const GS1_VOC = 'https://gs1.org/voc/'

type Words = { readonly stem: string; readonly words: ReadonlySet<string> }
const words = (stem: string, text: string): Words => ({ stem, words: new Set(text.split(' ')) })

export const BIZ_STEP = words(
  `${CBV}BizStep-`,
  'accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping',
)
export const DISPOSITION = words(
  `${CBV}Disp-`,
  'active available completeness_inferred completeness_verified conformant container_closed container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown',
)
export const TRANSACTION = words(
  `${CBV}BTT-`,
  'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt',
)
export const PARTY_SIDE = words(`${CBV}SDT-`, 'owning_party possessing_party location')
export const ERROR_REASON = words(`${CBV}ER-`, 'did_not_occur incorrect_data')
export const COMPONENT = words(
  `${CBV}Comp-`,
  'x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude longitude altitude',
)
export const ALERT = words(GS1_VOC, 'ALARM_CONDITION ERROR_CONDITION')
export const MEASUREMENT = words(
  GS1_VOC,
  'AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude AmountOfSubstance AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber',
)

/** EPCIS 1.2 wrote these as URNs. JSON of 2.0 refuses them, queries and hashes still meet them. */
const URNS: readonly (readonly [old: string, stem: string])[] = [
  ['urn:epcglobal:cbv:bizstep:', BIZ_STEP.stem],
  ['urn:epcglobal:cbv:disp:', DISPOSITION.stem],
  ['urn:epcglobal:cbv:btt:', TRANSACTION.stem],
  ['urn:epcglobal:cbv:sdt:', PARTY_SIDE.stem],
  ['urn:epcglobal:cbv:er:', ERROR_REASON.stem],
]

/** The web address of a word that was written bare, as a URN, or in full already; other texts stay as they are. */
export function fullWord(kind: Words, text: string): string {
  if (kind.words.has(text)) return kind.stem + text
  return fullUrn(text)
}

export function fullUrn(text: string): string {
  if (!text.startsWith('urn:epcglobal:cbv:')) return text
  const found = URNS.find(([old]) => text.startsWith(old))
  return found === undefined ? text : found[1] + text.slice(found[0].length)
}

/** The bare word of a standard word however it was written: what queries, columns and answers use. */
export function bareWord(kind: Words, text: string): string {
  const full = fullUrn(text)
  const bare = full.startsWith(kind.stem) ? full.slice(kind.stem.length) : full
  return kind.words.has(bare) ? bare : text
}

/** Which words the fields of an event take. */
export const WORDS_OF: Readonly<Record<string, Words>> = {
  bizStep: BIZ_STEP,
  disposition: DISPOSITION,
  set: DISPOSITION,
  unset: DISPOSITION,
  reason: ERROR_REASON,
  component: COMPONENT,
  exception: ALERT,
}
