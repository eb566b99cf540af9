import { chromium } from 'playwright-core';
const base = process.argv[2] ?? 'http://localhost:5080';
const out = '/tmp/shots'; import fs from 'fs'; fs.mkdirSync(out, {recursive:true});
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--disable-sync','--no-first-run'] });
const logs=[];
async function ctx(scheme,width){ const c=await b.newContext({colorScheme:scheme,viewport:{width,height:900}}); const p=await c.newPage(); p.on('console',m=>{ if(['error','warning'].includes(m.type())) logs.push(`${p.url()} ${m.text()}`)}); return p; }
const shot=(p,n)=>p.screenshot({path:`${out}/${n}.png`,fullPage:true});
let p=await ctx('light',1200);
await p.goto(base+'/'); await shot(p,'index-light');
await p.goto(base+'/lab'); await shot(p,'lab-empty-light');
await p.getByLabel('Link',{exact:true}).fill('https://acme.example/items/3'); await p.getByRole('button',{name:'Paste'}).click();
await shot(p,'lab-unconnected');
await p.getByRole('link',{name:'Connect an account'}).click(); await shot(p,'acme-signin');
await p.getByRole('button',{name:'Ada Lovelace'}).click(); await shot(p,'consent-light');
const c2=p.url();
await p.emulateMedia({colorScheme:'dark'}); await p.setViewportSize({width:390,height:800}); await shot(p,'consent-dark-narrow');
await p.emulateMedia({colorScheme:'light'}); await p.setViewportSize({width:1200,height:900});
await p.getByRole('button',{name:'Allow'}).click(); await p.waitForURL(/lab/); await shot(p,'lab-preview-light');
await p.emulateMedia({colorScheme:'dark'}); await shot(p,'lab-preview-dark'); await p.setViewportSize({width:390,height:800}); await shot(p,'lab-preview-dark-narrow');
await p.emulateMedia({colorScheme:'light'}); await p.setViewportSize({width:1200,height:900});
for (const r of ['items/1','reports/roadmap','reports/brand-film','reports/hold-music','reports/live-sales','reports/q3-results','people/ada','people/grace','boards/checkout','items/4','items/403','items/429','items/502']) { await p.goto(base+'/lab?url='+encodeURIComponent('https://acme.example/'+r)); await p.locator('h2#result').scrollIntoViewIfNeeded(); await p.screenshot({path:`${out}/lab-${r.replace('/','-')}.png`}); }
await p.goto(base+'/connections'); await shot(p,'connections'); await p.setViewportSize({width:390,height:800}); await p.emulateMedia({colorScheme:'dark'}); await shot(p,'connections-narrow-dark');
await p.goto(base+'/setup'); await p.locator('details').first().click(); await shot(p,'setup-narrow-dark'); await p.setViewportSize({width:1200,height:900}); await p.emulateMedia({colorScheme:'light'}); await shot(p,'setup-light');
await p.goto(base+'/docs/index.html'); await p.waitForTimeout(1500); await shot(p,'docs');
await p.goto(base+'/nothing'); await shot(p,'notfound');
await p.goto(base+'/consent?request=abc'); await shot(p,'consent-over');
console.log(logs.join('\n'));
await b.close();
