/** The page as PDF, printed by a Chromium without a window. */
import { launchChromium } from '@datasig/browser/chromium';

const margin = { top: '20mm', bottom: '22mm', left: '24mm', right: '24mm' } as const;
/** Templates know no styles of the page. */
const numberStyle = 'width:100%;text-align:center;font:8pt Helvetica,Arial,sans-serif;color:#59636e';

/** The bytes of a PDF of A4 pages with numbers, an outline and tags. @throws Error when there is no Chromium */
export async function printPdf(html: string): Promise<Uint8Array> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ colorScheme: 'light' });
    await page.setContent(html, { waitUntil: 'load' });
    await page.evaluate('document.fonts.ready');
    return await page.pdf({
      format: 'A4',
      margin,
      printBackground: true,
      outline: true,
      tagged: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: `<div style="${numberStyle}"><span class="pageNumber"></span> / <span class="totalPages"></span></div>`,
    });
  } finally {
    await browser.close();
  }
}
