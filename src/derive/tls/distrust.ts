import type { Certificate } from '../../parse/x509/loaded.ts';

/** Mozilla's decision of 2024-07-31 on all roots of Entrust, AffirmTrust among them. */
const ENTRUST = '2024-11-30';

/** SHA-256 of the root certificate and the last day on which it could issue. */
const LAST_DAYS: ReadonlyMap<string, string> = new Map([
  // AffirmTrust Commercial, Networking, Premium, Premium ECC
  ['0376ab1d54c5f9803ce4b2e201a0ee7eef7b57b636e8a93c9b8d4860c96f5fa7', ENTRUST],
  ['0a81ec5a929777f145904af38d5d509f66b5e2c58fcdb531058b0e17f3f0b41b', ENTRUST],
  ['70a73f7f376b60074248904534b11482d5bf0e698ecc498df52577ebf2e93b9a', ENTRUST],
  ['bd71fdf6da97e4cf62d1647add2581b07d79adf8397eb4ecba9c5e8488821423', ENTRUST],
  // Entrust.net Certification Authority (2048)
  ['6dc47172e01cbcb0bf62580d895fe2b8ac9ad4f873801e0c10b9c837d21eb177', ENTRUST],
  // Entrust Root Certification Authority, EC1, G2
  ['73c176434f1bc6d5adf45b0e76e727287c8de57616c1e6e6141a2b2cbc7d8e4c', ENTRUST],
  ['02ed0eb28c14da45165c566791700d6451d7fb56f0b2ab1d3b8eb070e56edff5', ENTRUST],
  ['43df5774b03e7fef5fe40d931a7bedf1bb2e6b42738c4e6d3841103d3aa7f339', ENTRUST],
  // GLOBALTRUST 2020
  ['9a296a5182d1d451a2e37f439b74daafa267523329f90f9a0d2007c334e23c9a', '2024-06-30'],
  // Izenpe.com
  ['2530cc8e98321502bad96f9b1fba1b099e2d299e0f4548bb914f363bc0d4531f', '2026-04-15'],
]);

/**
 * The last day on which a root could issue certificates for servers that Mozilla still trusts, or null without one: "distrust for TLS
 * after" in Mozilla's root store (CKA_NSS_SERVER_DISTRUST_AFTER in NSS's certdata.txt), which PEM copies of the store lack. It is
 * compared with the day the leaf is valid from (wiki.mozilla.org/CA/Additional_Trust_Changes). State of November 2026, from Mozilla's
 * announcements on dev-security-policy: Entrust 2024-07-31, GLOBALTRUST June 2024, the April 2026 root changes (Izenpe). Roots that
 * Mozilla has removed since (Symantec, TrustCor, …) are in no current store and need no date.
 */
export function distrustedAfter({ x509 }: Certificate): string | null {
  return LAST_DAYS.get(x509.fingerprint256.replaceAll(':', '').toLowerCase()) ?? null;
}
