'use strict';

// What was chosen last time, where the browser keeps it.
const theme = document.getElementById('theme');
try {
  theme.value = localStorage.getItem('corral-theme') || 'auto';
} catch (refused) {
  theme.value = 'auto';
}
document.documentElement.dataset.theme = theme.value;

const charts = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

const TEXT_SIZE = 12;
const LEGEND_MARK = 34;
const LEGEND_GAP = 14;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'];

function axis(name, ink, faint) {
  return {
    name: name,
    nameLocation: 'middle',
    nameTextStyle: {color: ink},
    axisLabel: {color: ink},
    axisLine: {lineStyle: {color: ink}},
    splitLine: {lineStyle: {color: faint}},
  };
}

function lines(plot, ink, faint) {
  return {
    tooltip: {trigger: 'axis', confine: true},
    xAxis: {...axis(plot.x, ink, faint), type: 'value', nameGap: 26, min: 'dataMin',
      max: 'dataMax', minInterval: 1, splitLine: {show: false}},
    yAxis: {...axis(plot.y, ink, faint), type: plot.logarithmic ? 'log' : 'value', nameGap: 44},
    series: plot.lines.map((line, i) => ({
      name: line.name,
      type: line.style === 'points' ? 'scatter' : 'line',
      data: line.points,
      color: colour('series-' + (line.hue + 1)),
      symbol: line.style === 'points' ? 'circle' : SYMBOLS[i % SYMBOLS.length],
      symbolSize: line.style === 'points' ? 15 : 7,
      z: line.style === 'points' ? 4 : 3,
      lineStyle: {type: line.style === 'dashed' ? 'dashed' : 'solid', width: 2},
      itemStyle: line.style === 'points'
        ? {color: 'transparent', borderColor: colour('series-' + (line.hue + 1)), borderWidth: 2}
        : {},
      markLine: i > 0 || !plot.references.length ? undefined : {
        silent: true,
        symbol: 'none',
        lineStyle: {color: ink, type: 'dotted'},
        label: {color: ink, position: 'insideEndTop', formatter: p => p.name},
        data: plot.references.map(reference => ({name: reference.name, yAxis: reference.at})),
      },
    })),
  };
}

function dots(plot, ink, faint, narrow) {
  return {
    tooltip: {trigger: 'item', confine: true,
      formatter: mark => mark.seriesName + ': ' + mark.value[0].toPrecision(2) + ' ms'},
    xAxis: {...axis(plot.x, ink, faint), type: 'log', nameGap: 26},
    yAxis: {...axis('', ink, faint), type: 'category', data: plot.rows, inverse: true,
      axisLabel: {color: ink, fontSize: narrow ? 11 : 12}, splitLine: {show: true,
        lineStyle: {color: faint, type: 'dotted'}}},
    series: plot.marks.map((marks, i) => ({name: marks.name, type: 'scatter',
      data: marks.values.map((value, row) => [value, row]),
      symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 13})),
  };
}

function option(plotElement) {
  const ink = colour('muted');
  const faint = colour('line');
  const narrow = plotElement.clientWidth < 480;
  const plot = JSON.parse(plotElement.dataset.plot);
  const font = getComputedStyle(document.body).fontFamily;
  const isDots = plotElement.dataset.kind === 'dots';
  const drawn = isDots ? dots(plot, ink, faint, narrow) : lines(plot, ink, faint);
  return {
    animation: false,
    color: SYMBOLS.map((symbol, i) => colour('series-' + (i + 1))),
    textStyle: {fontFamily: font, fontSize: TEXT_SIZE, color: ink},
    aria: {enabled: true, label: {description: plotElement.getAttribute('aria-label')}},
    legend: {bottom: 0, textStyle: {color: ink, fontFamily: font},
      itemWidth: isDots ? TEXT_SIZE : LEGEND_MARK, itemHeight: TEXT_SIZE,
      itemGap: LEGEND_GAP, inactiveColor: faint},
    grid: {left: isDots ? 8 : 58, right: 18, top: 14,
      bottom: 44 + legendRows(plotElement, drawn.series, font) * 24, containLabel: isDots},
    ...drawn,
    tooltip: {...drawn.tooltip, backgroundColor: colour('panel'), borderColor: faint,
      textStyle: {color: colour('ink')}},
  };
}

// The chart must leave room for its legend, which breaks into lines where it is narrow.
function legendRows(plotElement, series, font) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = TEXT_SIZE + 'px ' + font;
  let rows = 1;
  let used = 0;
  for (const {name} of series) {
    const width = LEGEND_MARK + 5 + pen.measureText(name).width + LEGEND_GAP;
    if (used > 0 && used + width > plotElement.clientWidth) {
      rows++;
      used = 0;
    }
    used += width;
  }
  return rows;
}

function draw(chart) {
  chart.setOption(option(chart.getDom()), true);
}

for (const plotElement of document.querySelectorAll('.plot')) {
  const chart = echarts.init(plotElement, null, {renderer: 'svg'});
  draw(chart);
  charts.push(chart);
  new ResizeObserver(() => {
    chart.resize();
    draw(chart);
  }).observe(plotElement);
}

function redraw() {
  charts.forEach(draw);
}

theme.addEventListener('change', () => {
  document.documentElement.dataset.theme = theme.value;
  try {
    localStorage.setItem('corral-theme', theme.value);
  } catch (refused) {
    // It holds until the page is closed.
  }
  redraw();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

// The window of a kernel over its input, for the output that the slider or the pointer is at.
for (const figure of document.querySelectorAll('.correlation')) {
  const rows = part => [...figure.querySelectorAll('.' + part + ' tr')].map(row => [...row.cells]);
  const input = rows('input');
  const kernel = rows('kernel').flat();
  const output = rows('output');
  const bias = rows('bias').flat().map(cell => ' + ' + cell.textContent).join('');
  const flat = output.flat();
  const height = Number(figure.dataset.height);
  const width = Number(figure.dataset.width);
  const slider = figure.querySelector('input');
  const told = figure.querySelector('output');

  const show = position => {
    figure.querySelectorAll('.lit').forEach(cell => cell.classList.remove('lit'));
    const row = Math.floor(position / output[0].length);
    const column = position % output[0].length;
    const covered = input.slice(row, row + height).flatMap(r => r.slice(column, column + width));
    covered.concat(flat[position]).forEach(cell => cell.classList.add('lit'));
    const signed = cell => cell.textContent.startsWith('−')
      ? '(' + cell.textContent + ')' : cell.textContent;
    const products = covered.map((cell, i) => signed(cell) + '×' + signed(kernel[i]));
    told.textContent = products.join(' + ') + bias + ' = ' + flat[position].textContent;
    slider.value = position;
    slider.setAttribute('aria-valuetext', 'row ' + (row + 1) + ', column ' + (column + 1));
  };
  flat.forEach((cell, i) => cell.addEventListener('pointerenter', () => show(i)));
  slider.addEventListener('input', () => show(Number(slider.value)));
  figure.querySelector('.window').hidden = false;
  show(Math.max(0, flat.findIndex(cell => cell.textContent !== '0')));
}
