export {
  checkPartners,
  type OnboardingMeans,
  onboardPartners,
  type PartnerResult,
} from './onboard-partners.ts';
export { mostPartners, type PartnerLine, readPartners } from './read-partners.ts';
