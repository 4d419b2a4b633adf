import type { Provider } from '../../domain/kinds.ts';

/** Whose service a name belongs to, and whether it is an edge that stands before servers elsewhere. */
export interface NamedProvider {
  readonly provider: Provider;
  readonly edge: boolean;
}

const server = (provider: Provider): NamedProvider => ({ provider, edge: false });
const edge = (provider: Provider): NamedProvider => ({ provider, edge: true });

/** Domains that only the provider itself can put names in. */
const DOMAINS: Readonly<Record<string, NamedProvider>> = {
  'amazonaws.com': server('aws'),
  'elasticbeanstalk.com': server('aws'),
  'awsapprunner.com': server('aws'),
  'on.aws': server('aws'),
  'cloudfront.net': edge('aws'),
  'awsglobalaccelerator.com': edge('aws'),
  'azurewebsites.net': server('azure'),
  'cloudapp.azure.com': server('azure'),
  'cloudapp.net': server('azure'),
  'azurestaticapps.net': server('azure'),
  'azurecontainerapps.io': server('azure'),
  'azurefd.net': edge('azure'),
  'azureedge.net': edge('azure'),
  'trafficmanager.net': edge('azure'),
  'bc.googleusercontent.com': server('gcp'),
  'run.app': server('gcp'),
  'appspot.com': server('gcp'),
  'googlehosted.com': server('gcp'),
  'cloudfunctions.net': server('gcp'),
  'clever-cloud.com': server('clever-cloud'),
  'cleverapps.io': server('clever-cloud'),
  'ondigitalocean.app': server('digitalocean'),
  'digitaloceanspaces.com': server('digitalocean'),
  'your-server.de': server('hetzner'),
  'ovh.net': server('ovh'),
  'scw.cloud': server('scaleway'),
  'poneytelecom.eu': server('scaleway'),
  'cloudflare.net': edge('other'),
  'fastly.net': edge('other'),
  'akamai.net': edge('other'),
  'akamaiedge.net': edge('other'),
  'edgekey.net': edge('other'),
  'edgesuite.net': edge('other'),
  'herokuapp.com': server('other'),
  'herokudns.com': server('other'),
  'netlify.app': server('other'),
  'vercel-dns.com': server('other'),
  'github.io': server('other'),
};

/** The provider whose domain a name lies in; null: a name that says nothing. */
export const providerOf = (name: string): NamedProvider | null => {
  const host = name.toLowerCase().replace(/\.$/, '');
  const labels = host.split('.');
  for (let at = 0; at < labels.length; at += 1) {
    const found = DOMAINS[labels.slice(at).join('.')];
    if (found !== undefined) return found;
  }
  return null;
};
