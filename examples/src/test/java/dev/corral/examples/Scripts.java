package dev.corral.examples;

/** What a test asks of a page, each a script that returns the answer. */
final class Scripts {
  /** Figures that show nothing. */
  static final String NOT_DRAWN =
      """
      const bad = [];
      for (const plot of document.querySelectorAll('.plot')) {
        const marks = [...plot.querySelectorAll('svg path')].filter(path => {
          const box = path.getBoundingClientRect();
          return box.width + box.height > 0;
        });
        const texts = [...plot.querySelectorAll('svg text')].filter(text => text.textContent.trim());
        if (marks.length < 8 || texts.length < 6) {
          bad.push(plot.getAttribute('aria-label') + ': ' + marks.length + ' marks');
        }
      }
      for (const cell of document.querySelectorAll('.matrix td')) {
        if (!cell.textContent.trim() || getComputedStyle(cell).backgroundColor.includes('0, 0, 0, 0')) {
          bad.push('a cell of ' + cell.closest('table').getAttribute('aria-label'));
        }
      }
      for (const image of document.querySelectorAll('img')) {
        if (!image.complete || image.naturalWidth === 0 || image.clientWidth === 0) {
          bad.push(image.alt);
        }
      }
      for (const svg of document.querySelectorAll('.fields svg')) {
        if (svg.querySelectorAll('rect').length < 4 || svg.clientWidth === 0) {
          bad.push(svg.getAttribute('aria-label'));
        }
      }
      return bad;
      """;

  /** Elements that reach out of the screen and cannot be scrolled to. */
  static final String OVERFLOWING =
      """
      const width = document.documentElement.clientWidth;
      return [...document.querySelectorAll('body *')]
          .filter(e => !e.closest('.scroll, pre, .skip') && e.getBoundingClientRect().width > 0)
          .filter(e => e.getBoundingClientRect().right > width + 1
              || e.getBoundingClientRect().left < -1)
          .map(e => e.tagName + '.' + e.getAttribute('class') + ': ' + e.textContent.slice(0, 40));
      """;

  /** Headings that skip a level, and first ones that are not first. */
  static final String HEADINGS_OUT_OF_ORDER =
      """
      const bad = [];
      let last = 0;
      for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
        const level = Number(heading.tagName[1]);
        if (level > last + 1 || (level === 1 && last > 0) || !heading.textContent.trim()) {
          bad.push(heading.outerHTML);
        }
        last = level;
      }
      return bad;
      """;

  /** What assistive technology could not name. */
  static final String NAMELESS =
      """
      const bad = [];
      const named = 'img:not([alt]), img[alt=""], [role=img]:not([aria-label]),'
          + ' [role=group]:not([aria-label]), [role=region]:not([aria-label]),'
          + ' .matrix table:not([aria-label]), nav:not([aria-label]),'
          + ' section:not([aria-labelledby]), html:not([lang])';
      document.querySelectorAll(named).forEach(e => bad.push(e.outerHTML.slice(0, 100)));
      document.querySelectorAll('section').forEach(e => {
        if (!document.getElementById(e.getAttribute('aria-labelledby'))) bad.push(e.id);
      });
      document.querySelectorAll('select, input').forEach(e => {
        if (!e.labels.length) bad.push(e.outerHTML);
      });
      return bad;
      """;

  /** Links within the page that lead nowhere. */
  static final String BROKEN_LINKS =
      """
      return [...document.querySelectorAll('a')].map(a => a.getAttribute('href'))
          .filter(href => !href.startsWith('#') || !document.getElementById(href.slice(1)));
      """;

  /**
   * Text whose contrast with its ground is below AA of WCAG 2.2: 4.5, or 3 from 24 pixels on. Text
   * over pictures is none of the page.
   */
  static final String LOW_CONTRAST =
      """
      const channels = colour => colour.match(/[0-9.]+/g).map(Number);
      const luminance = c => c.slice(0, 3).map(v => v / 255)
          .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = e => {
        for (; e; e = e.parentElement) {
          const c = channels(getComputedStyle(e).backgroundColor);
          if (c.length < 4 || c[3] > 0) return c;
        }
        return [255, 255, 255];
      };
      const bad = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !e.getClientRects().length
            || e.closest('script, style, noscript, .skip')) continue;
        const style = getComputedStyle(e);
        const painted = e.closest('svg') ? style.fill : style.color;
        const back = ground(e);
        let text = channels(painted);
        const opacity = Number(style.opacity);
        text = text.slice(0, 3).map((v, i) => v * opacity + back[i] * (1 - opacity));
        const [high, low] = [luminance(text), luminance(back)].sort((a, b) => b - a);
        const contrast = (high + 0.05) / (low + 0.05);
        if (contrast < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) {
          bad.push(contrast.toFixed(2) + ': ' + walker.currentNode.textContent.trim().slice(0, 40));
        }
      }
      return bad;
      """;

  static final String IS_DARK =
      """
      const c = getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number);
      return c[0] + c[1] + c[2] < 3 * 128;
      """;

  static final String INK_OF_FIRST_CHART =
      "return getComputedStyle(document.querySelector('.plot svg text')).fill";

  /** Breaks the page in every way that is asked about. */
  static final String SPOIL =
      """
      document.querySelector('.plot svg').remove();
      document.querySelector('.matrix td').textContent = '';
      document.querySelector('.fields rect').parentElement.replaceChildren();
      document.querySelector('main').insertAdjacentHTML('beforeend',
          '<h5>too deep</h5><div style="width:2000px">wide</div><a href="#nowhere"></a>'
          + '<p style="color:#ccc;background:#fff">faint</p><img src="https://example.org/x.png">');
      """;

  private Scripts() {}

  /** Chooses a theme. */
  static String choose(String theme) {
    return """
        const select = document.getElementById('theme');
        select.value = '%s';
        select.dispatchEvent(new Event('change'));
        """
        .formatted(theme);
  }

  /** Moves the first slider of a section; returns the sum that is told then. */
  static String slideTo(String section, int position) {
    return """
        const figure = document.querySelector('#%s .correlation');
        const slider = figure.querySelector('input');
        slider.value = %d;
        slider.dispatchEvent(new Event('input'));
        return figure.querySelector('output').textContent;
        """
        .formatted(section, position);
  }

  /** The cells of a section's first correlation that are marked. */
  static String lit(String section) {
    return "return [...document.querySelectorAll('#"
        + section
        + " .lit')].map(cell => cell.textContent)";
  }
}
