import http from 'node:http';
import https from 'node:https';

/**
 * Seconds by which this machine's clock is ahead of AWS's, from the Date header of an unsigned request; null when AWS
 * cannot be reached. AWS refuses signatures that are more than five minutes off.
 */
export const clockSkew = (region: string, timeout: number): Promise<number | null> =>
  new Promise((resolve) => {
    const url = new URL(
      process.env['AWS_ENDPOINT_URL_STS'] ?? process.env['AWS_ENDPOINT_URL'] ?? `https://sts.${region}.amazonaws.com/`,
    );
    const request = (url.protocol === 'http:' ? http : https).request(url, { method: 'HEAD', timeout }, (response) => {
      const date = Date.parse(response.headers.date ?? '');
      response.resume();
      resolve(Number.isNaN(date) ? null : Math.round((Date.now() - date) / 1_000));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
    request.end();
  });
