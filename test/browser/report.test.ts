import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import html from '../../reports/html.ts';
import { hostile, hostileResult, sample } from '../fixtures-sample.ts';
import { createAuthority } from '../servers/http/certificates.ts';
import { browserInstalled, startBoth, startBrowser } from './browser.ts';

describe.skipIf(!browserInstalled())('the HTML report in Chromium', () => {
  let server: Awaited<ReturnType<typeof startBoth>>;
  let browser: Browser;
  let body = '';
  beforeAll(async () => {
    const identity = createAuthority().issue(['any.test']);
    server = await startBoth(identity, (_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(body),
    );
    browser = await startBrowser(identity);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test.each([
    ['of an ordinary result', sample],
    ['of a result in which every text is hostile', hostileResult(hostile.join(' '))],
    ['of a result whose texts are markup', hostileResult('<script>alert(1)</script><img src=x onerror=alert(1)>')],
    ['of a result whose texts leave attributes', hostileResult("'\" onmouseover='alert(1)' x=\"")],
    ['of a result whose texts end the data', hostileResult('</script><script>alert(1)</script><!--')],
  ])('%s: nothing is said on the console, fetched, asked or run, and it prints', async (_, result) => {
    body = html.render(result);
    const page = await browser.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => asked.push(request.url()));
    const url = `https://report.test:${server.port}/report.html`;
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    await page.locator('article').first().hover();
    expect(await page.locator('article').count()).toBe(result.claims.length);
    expect(await page.locator('script:not([type="application/json"]), img, iframe, object, form').count()).toBe(0);
    expect(await page.locator('a[href]:not([href^="https:"], [href^="http:"], [href^="#"])').count()).toBe(0);
    // What is wider than the page would be cut on paper.
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(said).toEqual([]);
    expect(asked).toEqual([url]);
    await page.close();
  });
});
